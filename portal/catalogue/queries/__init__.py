"""What the pages of the catalogue read."""

from portal.catalogue.queries.provider import (
    ProviderFound,
    names_by_slug,
    offers_shown,
    provider_by_slug,
    provider_in_region,
    providers_by_slug,
    slug_now,
)
from portal.catalogue.queries.shown import ContractState

__all__ = [
    "ContractState",
    "ProviderFound",
    "names_by_slug",
    "offers_shown",
    "provider_by_slug",
    "provider_in_region",
    "providers_by_slug",
    "slug_now",
]
