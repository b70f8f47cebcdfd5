"""The graph: all that a person's clients may ask, change and follow."""
