"""The outside of the house: settings, services, adapters and the front door."""
