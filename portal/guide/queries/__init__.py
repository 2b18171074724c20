"""What the pages of the guide read."""

from portal.guide.queries.eighteen import Eighteen, eighteen
from portal.guide.queries.explained import Explained, explained, explained_keys
from portal.guide.queries.figures import FiguresExplained, figures_explained
from portal.guide.queries.glossary import words_by_letter
from portal.guide.queries.pathways import Ways, ways
from portal.guide.queries.products import ProductBook, product_book
from portal.guide.queries.referring import Answered, Asked, Overview, answered, overview, read_asked
from portal.guide.queries.rights import Rights, rights
from portal.guide.queries.supply import Supply, supply_of
from portal.guide.queries.things import choices

__all__ = [
    "Answered",
    "Asked",
    "Eighteen",
    "Explained",
    "FiguresExplained",
    "Overview",
    "ProductBook",
    "Rights",
    "Supply",
    "Ways",
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
