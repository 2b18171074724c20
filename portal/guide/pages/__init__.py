"""The guide: what help is, who may refer, which rights a family has."""

from litestar import Router

from portal.guide.pages.glossary import glossary
from portal.guide.pages.products import product, products

routes = Router(path="/", route_handlers=[glossary, product, products])
