"""What the allocator is asked."""
