"""Judge a directory: rules, and the engine that turns what they say into findings."""
