"""The page about the API, for the people who make the software."""

from litestar import Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.push.api.bodies import MOST_ROWS
from portal.push.api.described import AT, PROBLEMS
from portal.push.api.reading import Asking
from portal.web.findable import origin_of
from portal.web.page import page
from portal.web.visit import Visit


@get("/api/v1", name="push.about", opt={"permission": Permission.SEE_CATALOGUE})
async def about(request: Asking, visit: NamedDependency[Visit]) -> Response[str]:
    return page(
        request,
        visit,
        "push/api.html",
        origin=origin_of(visit.house.settings, visit.known_region),
        described_at=AT,
        most_rows=MOST_ROWS,
        problems=CODES,
        statuses=PROBLEMS,
    )


CODES = (
    ("onleesbaar", 400), ("kopregel", 400), ("vraag", 400), ("sleutel", 401), ("mag-niet", 403),
    ("aanbod-onbekend", 404), ("bezig", 409), ("versie-verouderd", 412), ("geen-json", 415), ("inhoud", 422),
    ("sleutel-hergebruikt", 422), ("te-vaak", 429),
)  # fmt: skip
