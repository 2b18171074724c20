"""What the pages of the guide read."""

from portal.guide.queries.products import ProductBook, product_book

__all__ = ["ProductBook", "product_book"]
