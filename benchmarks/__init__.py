"""Measurements of the house, each run by itself and printing a table."""
