"""Addresses of providers: made from the name, never one that was ever another's."""

import re
import unicodedata

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.model import FormerSlug, Provider

LONGEST = 70  # leaves room for a number behind it, within the 80 of a key


class Slugs:
    def __init__(self, taken: dict[str, int]) -> None:
        self._taken = taken  # slug → provider id; 0 for one that is being added

    @classmethod
    async def load(cls, session: AsyncSession) -> "Slugs":
        present = (await session.exec(select(Provider.slug, Provider.id))).all()
        former = (await session.exec(select(FormerSlug.slug, FormerSlug.provider_id))).all()
        return cls({slug: id_ or 0 for slug, id_ in [*former, *present]})

    def take(self, name: str, key: str, provider_id: int = 0) -> str:
        """Free, or the provider's own from before."""
        wanted = slug_of(name) or key[:LONGEST]
        number, slug = 1, wanted
        while slug in self._taken and (not provider_id or self._taken[slug] != provider_id):
            number += 1
            slug = f"{wanted}-{number}"
        self._taken[slug] = provider_id
        return slug


def slug_of(name: str) -> str:
    """ "Jeugd & Gezin Wijhé" → "jeugd-en-gezin-wijhe"."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " en ")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:LONGEST].strip("-")
