"""A provider keeps its own offers true."""
