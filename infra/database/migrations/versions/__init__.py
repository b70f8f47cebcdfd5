"""One step a file; a step that has run anywhere is never changed again."""
