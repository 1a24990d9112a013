"""Space in the simulator: EXTENT CONTROL as it changes, what is used and free, and where DirMaint puts a minidisk."""
