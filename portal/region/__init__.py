"""Where the staff of a region arrive: what needs their attention, and the way to all that is theirs."""

from litestar import Router

from portal.region.pages.home import region_home
from portal.region.pages.monitor import empty_file, file_saved, file_sent, monitor_page
from portal.region.pages.referrals import choice_file, choice_page, referrals_page

routes = Router(
    path="/",
    route_handlers=[
        choice_file,
        choice_page,
        empty_file,
        file_saved,
        file_sent,
        monitor_page,
        referrals_page,
        region_home,
    ],
)
