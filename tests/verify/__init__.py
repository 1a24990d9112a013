"""Checks of an installation, and what they are run by."""
