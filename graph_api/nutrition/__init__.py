"""Foods, meals and meal plans."""
