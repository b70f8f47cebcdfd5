"""What moves at this moment."""
