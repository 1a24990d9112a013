"""The map of volumes: what is where, who has it, and what is free."""
