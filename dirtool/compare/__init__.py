"""Two states of a directory side by side: what differs between them, and the state that is wanted (desired.yaml)."""
