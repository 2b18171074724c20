"""The pages that reminders lead to, and that of how often they come."""

from litestar import Router

from portal.reminders.pages.answer import answered, link_page
from portal.reminders.pages.rhythm import rhythm_page, rhythm_sent
from portal.reminders.pages.stop import stop_page, stopped

routes = Router(path="/", route_handlers=[answered, link_page, rhythm_page, rhythm_sent, stop_page, stopped])
