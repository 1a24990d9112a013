"""What two directories say differently, and what becomes of the data."""
