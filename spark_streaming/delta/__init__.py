"""The lake's tables as delta-rs and Arrow have them; nothing here needs Spark."""
