"""What the API answers with, as the app reads it; null means not recorded."""
