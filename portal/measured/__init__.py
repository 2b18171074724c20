"""How long it really took: measured waits, made of notices and of the region's monitor extract, and what to make of a
stated wait beside them."""
