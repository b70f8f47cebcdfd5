"""What surrounds the graph: sessions, keys, imports, health, metrics, the broker's question."""
