"""Reports that tell of space where there is no directory, or beside it."""
