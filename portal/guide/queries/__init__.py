"""What the pages of the guide read."""

from portal.guide.queries.eighteen import Eighteen, eighteen
from portal.guide.queries.pathways import Ways, ways
from portal.guide.queries.products import ProductBook, product_book
from portal.guide.queries.referring import Answered, Asked, Overview, answered, overview, read_asked
from portal.guide.queries.rights import Rights, rights
from portal.guide.queries.things import choices

__all__ = [
    "Answered",
    "Asked",
    "Eighteen",
    "Overview",
    "ProductBook",
    "Rights",
    "Ways",
    "answered",
    "choices",
    "eighteen",
    "overview",
    "product_book",
    "read_asked",
    "rights",
    "ways",
]
