"""What a provider's own software asks and says, with a key."""

from litestar import Router

from portal.access.patience import TooSoon
from portal.push.api.described import openapi
from portal.push.api.many import say_many
from portal.push.api.offers import offers_of_key, say_availability, what_stands
from portal.push.api.page import about
from portal.push.api.refusals import Refusal, tell_no_key, tell_refusal, tell_too_soon
from portal.push.keys import NoKey

routes = Router(
    path="/",
    route_handlers=[about, offers_of_key, openapi, say_availability, say_many, what_stands],
    exception_handlers={NoKey: tell_no_key, Refusal: tell_refusal, TooSoon: tell_too_soon},
)
