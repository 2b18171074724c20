"""The guide: what help is, who may refer, which rights a family has."""

from litestar import Router

from portal.guide.pages.products import products
from portal.guide.pages.statements import accessibility, privacy

routes = Router(path="/", route_handlers=[products, accessibility, privacy])
