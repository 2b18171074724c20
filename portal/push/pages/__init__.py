"""The pages of keys."""

from litestar import Router

from portal.push.pages.keys import key_made, key_revoked, keys_page

routes = Router(path="/", route_handlers=[key_made, key_revoked, keys_page])
