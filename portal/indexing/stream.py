"""Documents of the whole catalogue, in chunks, for a rebuild."""

from collections.abc import AsyncIterator

from portal.database import Database
from portal.indexing.documents import ProviderDocuments, documents_of
from portal.indexing.records import provider_ids_of_region, provider_ids_with_restricted, read_providers
from portal.regions import Regions
from search_index import Collection, OfferDocument

PROVIDERS_AT_ONCE = 250


async def documents_for(
    database: Database, regions: Regions, provider_ids: list[int]
) -> list[tuple[int, ProviderDocuments]]:
    """Of these providers, in every region that knows them, with the provider's id."""
    found: list[tuple[int, ProviderDocuments]] = []
    async with database.reading() as session:
        for region in regions.by_key.values():
            records = await read_providers(session, region.id, provider_ids)
            found += [(number, documents_of(each, region, regions)) for number, each in records.items()]
    return found


async def stream_documents(
    database: Database, regions: Regions, collection: Collection
) -> AsyncIterator[list[OfferDocument]]:
    """Each chunk is read in a session of its own, so that a long rebuild holds no transaction open."""
    for region in regions.by_key.values():
        async with database.reading() as session:
            if collection == Collection.RESTRICTED:
                ids = await provider_ids_with_restricted(session, region)
            else:
                ids = await provider_ids_of_region(session, region.id)
        for start in range(0, len(ids), PROVIDERS_AT_ONCE):
            async with database.reading() as session:
                records = await read_providers(session, region.id, ids[start : start + PROVIDERS_AT_ONCE])
            chunk: list[OfferDocument] = []
            for each in records.values():
                chunk += documents_of(each, region, regions).put[collection]
            if chunk:
                yield chunk
