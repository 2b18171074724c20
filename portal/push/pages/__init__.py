"""The pages of keys and of files, and what software asks."""

from litestar import Router

from portal.push import api
from portal.push.pages.keys import key_made, key_revoked, keys_page
from portal.push.pages.upload import file_saved, file_sent, upload_page

routes = Router(
    path="/", route_handlers=[api.routes, file_saved, file_sent, key_made, key_revoked, keys_page, upload_page]
)
