"""Each check: what it finds, and a near miss."""
