"""What one worker holds between requests. The follower in portal/finding keeps it current."""

from dataclasses import dataclass, field
from functools import cached_property

from portal.database import Database
from portal.regions import Regions
from portal.secrecy import Secrecy
from portal.settings import Settings


@dataclass
class House:
    settings: Settings
    database: Database
    regions: Regions = field(default_factory=Regions)
    index_version: int = 0  # rises with every change that visitors can see
    limited: bool = False  # the in-process engine answers because Meilisearch is away

    @cached_property
    def secrecy(self) -> Secrecy:
        return self.settings.secrecy()
