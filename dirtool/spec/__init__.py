"""What the words of a directory mean: statements, operands, device types, messages, limits."""
