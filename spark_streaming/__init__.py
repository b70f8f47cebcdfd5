"""The record: from the log to the lakehouse, grain on grain."""
