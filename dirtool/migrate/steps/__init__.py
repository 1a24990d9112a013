"""The steps of the move, phase by phase."""
