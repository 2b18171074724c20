"""Our records → search documents."""

from portal.indexing.documents import ProviderDocuments, documents_of
from portal.indexing.records import ProviderRecords, provider_ids_of_region, read_providers
from portal.indexing.stream import LeftOut, documents_for, stream_documents
from portal.indexing.words import vocabulary_of

__all__ = [
    "LeftOut",
    "ProviderDocuments",
    "ProviderRecords",
    "documents_for",
    "documents_of",
    "provider_ids_of_region",
    "read_providers",
    "stream_documents",
    "vocabulary_of",
]
