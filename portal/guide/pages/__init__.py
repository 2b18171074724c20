"""The guide: what help is, who may refer, which rights a family has, whom to call."""

from litestar import Router

from portal.guide.pages.crisis import crisis
from portal.guide.pages.doors import providers, young_people
from portal.guide.pages.facilities import facilities
from portal.guide.pages.figures import figures
from portal.guide.pages.glossary import glossary
from portal.guide.pages.products import product, products
from portal.guide.pages.referring import eighteen_page, referring
from portal.guide.pages.rights import your_rights
from portal.guide.pages.statements import accessibility, privacy

routes = Router(
    path="/",
    route_handlers=[
        accessibility,
        crisis,
        eighteen_page,
        facilities,
        figures,
        glossary,
        privacy,
        product,
        products,
        providers,
        referring,
        young_people,
        your_rights,
    ],
)
