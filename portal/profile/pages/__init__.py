"""The pages of a provider's profile: for the provider, and for the region that approves it."""

from litestar import Router

from portal.profile.pages.contact import contact_page, contact_sent
from portal.profile.pages.overview import back_taken, overview, preview, sent_in, thrown_away
from portal.profile.pages.part import part_page, part_sent
from portal.profile.pages.pictures import picture_added, picture_file
from portal.profile.pages.region import approved, inbox, one_sent_in, region_preview, returned
from portal.profile.pages.versions import compared_page, restored, versions_page

routes = Router(
    path="/",
    route_handlers=[
        approved,
        back_taken,
        compared_page,
        contact_page,
        contact_sent,
        inbox,
        one_sent_in,
        overview,
        part_page,
        part_sent,
        picture_added,
        picture_file,
        preview,
        region_preview,
        restored,
        returned,
        sent_in,
        thrown_away,
        versions_page,
    ],
)
