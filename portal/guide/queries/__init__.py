"""What the pages of the guide read."""

from portal.guide.queries.figures import FiguresExplained, figures_explained
from portal.guide.queries.products import ProductBook, product_book

__all__ = ["FiguresExplained", "ProductBook", "figures_explained", "product_book"]
