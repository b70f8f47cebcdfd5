"""The language of the house: what is said, what it means, and what may go wrong."""
