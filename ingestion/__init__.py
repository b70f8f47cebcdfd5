"""The doors: what sensors, phones, files and people report is checked and put on the log."""
