"""The allocator: where requests go, by which policy, and why."""
