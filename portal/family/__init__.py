"""Where a family keeps its own list, without an account: pages below /mijn."""
