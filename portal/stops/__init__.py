"""When taking in new children pauses: by a provider, or imposed by the region."""
