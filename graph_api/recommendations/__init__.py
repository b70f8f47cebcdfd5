"""What fits next, and how a person answers."""
