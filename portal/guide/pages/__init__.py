"""The guide: what help is, who may refer, which rights a family has."""

from litestar import Router

from portal.guide.pages.figures import figures
from portal.guide.pages.glossary import glossary
from portal.guide.pages.products import product, products
from portal.guide.pages.referring import eighteen_page, referring
from portal.guide.pages.rights import your_rights

routes = Router(path="/", route_handlers=[eighteen_page, figures, glossary, product, products, referring, your_rights])
