"""From the state that is to the state that is wanted: what has to change, in a safe order, as commands."""
