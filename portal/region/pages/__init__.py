"""Pages of the region's staff."""
