"""Opens the search engines that the settings name."""

from portal.finding.engines import Engines
from portal.settings import Settings
from search_index import SearchIndex
from search_index.engine import MeilisearchIndex
from search_index.in_process import InProcessIndex


def open_meilisearch(settings: Settings) -> SearchIndex | None:
    if not settings.meilisearch_url:
        return None
    return MeilisearchIndex(
        settings.meilisearch_url,
        settings.meilisearch_key,
        prefix=f"{settings.meilisearch_prefix}-",
        patience=settings.search_timeout,
    )


def open_engines(settings: Settings) -> Engines:
    return Engines(open_meilisearch(settings), InProcessIndex())
