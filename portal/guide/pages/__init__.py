"""The guide: what help is, who may refer, which rights a family has."""

from litestar import Router

from portal.guide.pages.products import products
from portal.guide.pages.referring import eighteen_page, referring
from portal.guide.pages.rights import your_rights

routes = Router(path="/", route_handlers=[products, referring, eighteen_page, your_rights])
