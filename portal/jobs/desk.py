"""What a job works with."""

from dataclasses import dataclass

from portal.database import Database
from portal.mail.post import Post
from search_index import SearchIndex


@dataclass(frozen=True)
class Desk:
    """`engine` is None where there is no Meilisearch: then marks only need announcing. Without `post` no mail goes out:
    it waits for a runner that has one."""

    database: Database
    engine: SearchIndex | None
    post: Post | None = None
