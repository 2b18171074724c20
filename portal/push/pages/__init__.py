"""The pages of keys, and what software asks."""

from litestar import Router

from portal.push import api
from portal.push.pages.keys import key_made, key_revoked, keys_page

routes = Router(path="/", route_handlers=[api.routes, key_made, key_revoked, keys_page])
