"""What stands between a directory and DirMaint."""
