"""What the pages of the guide read."""

from portal.guide.queries.explained import Explained, explained, explained_keys
from portal.guide.queries.glossary import words_by_letter
from portal.guide.queries.products import ProductBook, product_book
from portal.guide.queries.supply import Supply, supply_of

__all__ = [
    "Explained",
    "ProductBook",
    "Supply",
    "explained",
    "explained_keys",
    "product_book",
    "supply_of",
    "words_by_letter",
]
