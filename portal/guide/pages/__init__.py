"""The guide: what help is, who may refer, which rights a family has, whom to call."""

from litestar import Router

from portal.guide.pages.crisis import crisis
from portal.guide.pages.doors import providers, young_people
from portal.guide.pages.facilities import facilities
from portal.guide.pages.products import products

routes = Router(path="/", route_handlers=[products, facilities, crisis, young_people, providers])
