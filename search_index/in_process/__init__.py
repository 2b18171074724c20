"""The index inside this process: the same questions on the same documents, without a server."""

from search_index.in_process.index import InProcessIndex

__all__ = ["InProcessIndex"]
