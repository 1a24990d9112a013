"""EXTENT CONTROL for a directory that had none."""
