"""Setting up and checking a checkout. Setting up uses the standard library only: nothing else is there yet."""
