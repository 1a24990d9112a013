"""USER INPUT: the directory as DirMaint takes it over."""
