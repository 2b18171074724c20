"""The index in a Meilisearch server. Only `administration.py` imports its official client."""

from search_index.engine.index import MeilisearchIndex

__all__ = ["MeilisearchIndex"]
