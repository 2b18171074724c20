"""What the pages of the guide read."""

from portal.finding.things import choices
from portal.guide.queries.eighteen import eighteen
from portal.guide.queries.explained import explained, explained_keys
from portal.guide.queries.figures import figures_explained
from portal.guide.queries.glossary import words_by_letter
from portal.guide.queries.pathways import ways
from portal.guide.queries.products import product_book
from portal.guide.queries.referring import Asked, answered, overview, read_asked
from portal.guide.queries.rights import rights
from portal.guide.queries.supply import supply_of

__all__ = [
    "Asked",
    "answered",
    "choices",
    "eighteen",
    "explained",
    "explained_keys",
    "figures_explained",
    "overview",
    "product_book",
    "read_asked",
    "rights",
    "supply_of",
    "ways",
    "words_by_letter",
]
