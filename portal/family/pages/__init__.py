"""Pages of a family's own list. None asks who somebody is: what opens is up to the code, or the cookie it left."""

from litestar import Router

from portal.family.pages.code import close, code_page, open_page, opened, print_page, renewed
from portal.family.pages.everything import consent_withdrawn, everything_file, everything_page
from portal.family.pages.following import followed_up, following_page
from portal.family.pages.keeping import kept_longer, remove_page, removed
from portal.family.pages.own import add, list_page, made, saved

routes = Router(
    path="/",
    route_handlers=[
        add,
        close,
        code_page,
        followed_up,
        following_page,
        consent_withdrawn,
        everything_file,
        everything_page,
        kept_longer,
        list_page,
        made,
        open_page,
        opened,
        print_page,
        remove_page,
        removed,
        renewed,
        saved,
    ],
)
