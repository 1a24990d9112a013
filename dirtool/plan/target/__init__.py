"""The directory that is wanted, from a desired.yaml or from a directory file."""
