"""Devices, sources and which source is believed first."""
