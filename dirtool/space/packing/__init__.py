"""Packing of a whole batch of requests into gaps."""
