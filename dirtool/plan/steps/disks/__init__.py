"""Steps for minidisks with data: they come, go, move, change their numbers, and get other places."""
