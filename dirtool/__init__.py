"""Read and judge IBM z/VM user directories."""

__version__ = "0.1.0"
