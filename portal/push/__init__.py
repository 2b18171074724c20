"""Push: a provider's own systems say what stands in them, with a key; and a file of the same, by hand."""
