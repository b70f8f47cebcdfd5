"""Sleep, readiness and how one feels: what a body makes of what was done."""
