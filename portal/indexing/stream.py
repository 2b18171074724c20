"""Documents of the whole catalogue, in chunks, for a rebuild.

A record of which no document can be made keeps none of the others out: it is logged, and told to whoever asked.
"""

from collections.abc import AsyncIterator, Sequence

import structlog

from portal.database import Database, is_away
from portal.indexing.documents import ProviderDocuments, documents_of
from portal.indexing.records import (
    ProviderRecords,
    provider_ids_of_region,
    provider_ids_with_restricted,
    read_providers,
)
from portal.regions import RegionData, Regions
from search_index import Collection, OfferDocument

PROVIDERS_AT_ONCE = 500

LeftOut = dict[int, str]  # provider id → the kind of error

log = structlog.get_logger()


async def documents_for(
    database: Database, regions: Regions, provider_ids: list[int]
) -> list[tuple[int, ProviderDocuments]]:
    """Of these providers, in every region that knows them, with the provider's id."""
    found: list[tuple[int, ProviderDocuments]] = []
    for region in regions.by_key.values():
        left_out: LeftOut = {}
        records = await _read(database, region, provider_ids, left_out)
        found += [(number, _made(each, region, regions)) for number, each in records.items()]
        found += [(number, ProviderDocuments(problem=problem)) for number, problem in left_out.items()]
    return found


async def stream_documents(
    database: Database, regions: Regions, collection: Collection, left_out: LeftOut | None = None
) -> AsyncIterator[list[OfferDocument]]:
    """Each chunk is read in a session of its own, so that a long rebuild holds no transaction open. In `left_out` come
    the providers that could not be read."""
    left_out = {} if left_out is None else left_out
    for region in regions.by_key.values():
        async with database.reading() as session:
            if collection == Collection.RESTRICTED:
                ids = await provider_ids_with_restricted(session, region)
            else:
                ids = await provider_ids_of_region(session, region.id)
        for start in range(0, len(ids), PROVIDERS_AT_ONCE):
            records = await _read(database, region, ids[start : start + PROVIDERS_AT_ONCE], left_out)
            chunk: list[OfferDocument] = []
            for number, each in records.items():
                made = _made(each, region, regions)
                chunk += made.put[collection]
                if made.problem:
                    left_out[number] = made.problem
            if chunk:
                yield chunk


async def _read(
    database: Database, region: RegionData, provider_ids: Sequence[int], left_out: LeftOut
) -> dict[int, ProviderRecords]:
    """One row that cannot be read fails the whole question, so that is halved until what is left is one provider."""
    try:
        async with database.reading() as session:
            return await read_providers(session, region.id, provider_ids)
    except Exception as problem:
        if is_away(problem) or not provider_ids:
            raise
        if len(provider_ids) == 1:
            log.error("cannot_be_indexed", provider_id=provider_ids[0], region=region.key, exc_info=problem)
            left_out[provider_ids[0]] = type(problem).__name__
            return {}
    half = len(provider_ids) // 2
    first = await _read(database, region, provider_ids[:half], left_out)
    return first | await _read(database, region, provider_ids[half:], left_out)


def _made(records: ProviderRecords, region: RegionData, regions: Regions) -> ProviderDocuments:
    try:
        return documents_of(records, region, regions)
    except Exception as problem:  # whatever a strange value leads to
        log.error("cannot_be_indexed", provider=records.provider.key, region=region.key, exc_info=problem)
        return ProviderDocuments(problem=type(problem).__name__)
