"""What DirMaint gives back, compared with what went in."""
