"""Move from a directory that is kept by hand to DirMaint."""
