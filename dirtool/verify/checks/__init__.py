"""The checks, one module for what they are about; importing this package registers them all."""
