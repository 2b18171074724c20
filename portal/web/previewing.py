"""The page of a provider as visitors would see it, with something else in it than is in the records. Who shows that
page makes one; who asks for a preview need not know them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from litestar import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import Location, Offer, Picture, Provider, ProviderFunction
from portal.web.visit import Visit


@dataclass
class PageRows:
    """What a page of a provider is made of and a preview may change. None of it is ever written."""

    provider: Provider
    locations: Sequence[Location] = ()
    offers: Sequence[Offer] = ()  # also those that are not shown, or of other regions
    functions: list[ProviderFunction] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


class Previewing(ABC):
    @abstractmethod
    async def page(
        self,
        request: Request[Any, Any, Any],
        visit: Visit,
        session: AsyncSession,
        slug: str,
        edit: Callable[[PageRows], None],
        back: str,
    ) -> Response[str]:
        """Seen by nobody else and kept nowhere. `back` is where one came from. Raises NotFound."""
