"""A plan as it is written down, and its proof: with the simulator and the model, without any code that makes plans."""
