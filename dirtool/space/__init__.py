"""Space on volumes: the map of what is taken and free, and the allocator that gives out what is free."""
