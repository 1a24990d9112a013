"""desired.yaml, the state that is wanted: read, checked, written, and made from a directory and into one."""
