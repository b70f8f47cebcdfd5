"""Silver: what each event says of its identity, and what stands of it."""
