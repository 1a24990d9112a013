"""What has to be done, step by step, without an order."""
