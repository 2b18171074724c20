"""What the pages of the catalogue read."""

from portal.catalogue.queries.provider import (
    ContractState,
    ProviderFound,
    offers_shown,
    provider_by_slug,
    provider_in_region,
    slug_now,
)

__all__ = [
    "ContractState",
    "ProviderFound",
    "offers_shown",
    "provider_by_slug",
    "provider_in_region",
    "slug_now",
]
