"""The services of this installation, while it runs: one pool of connections, and what each last said of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import httpx

from portal.accounts.services.settings import Said, read, secret_of
from portal.accounts.services.talk import Talk
from portal.model import Role
from portal.settings import Settings

PATIENCE = httpx.Timeout(5, connect=3)  # seconds: somebody is waiting for a page


@dataclass(frozen=True)
class Service:
    said: Said
    talk: Talk = field(repr=False)

    @property
    def key(self) -> str:
        return self.said.key

    @property
    def for_families(self) -> bool:
        """And for nobody else: where its button stands on the sign-in page."""
        return bool(self.said.roles) and all(rule.role == Role.FAMILY for rule in self.said.roles)

    def name_in(self, language: str) -> str:
        return self.said.names.get(language) or self.said.names["nl"]

    def serves(self, region_key: str) -> bool:
        return not self.said.regions or region_key in self.said.regions


class Services:
    """Raises WrongSettings where the operator's file cannot be used."""

    def __init__(self, settings: Settings) -> None:
        self._all: Mapping[str, Service] = {
            said.key: Service(said, Talk(said, secret_of(said), self._open, local=settings.is_local))
            for said in read(settings)
        }

    def get(self, key: str) -> Service | None:
        return self._all.get(key)

    def of_region(self, region_key: str) -> Sequence[Service]:
        return [one for one in self._all.values() if one.serves(region_key)]

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=True)

    def _open(self) -> httpx.AsyncClient:
        return self._client

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()
            del self.__dict__["_client"]
