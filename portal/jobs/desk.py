"""What a job works with."""

from dataclasses import dataclass

from portal.database import Database
from search_index import SearchIndex


@dataclass(frozen=True)
class Desk:
    """`engine` is None where there is no Meilisearch: then marks only need announcing."""

    database: Database
    engine: SearchIndex | None
