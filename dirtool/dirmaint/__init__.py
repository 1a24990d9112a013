"""A model of DirMaint: it takes commands as text, and changes a directory as DirMaint does."""
