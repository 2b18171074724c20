"""The guide: what help is, who may refer, which rights a family has."""

from litestar import Router

from portal.guide.pages.figures import figures
from portal.guide.pages.products import products

routes = Router(path="/", route_handlers=[figures, products])
