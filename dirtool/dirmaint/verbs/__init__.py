"""The verbs of the simulator: what each does, and which function works it off."""
