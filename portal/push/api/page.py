"""The page about the API, for the people who make the software."""

from litestar import Response, get
from litestar.di import NamedDependency

from portal.access import Permission
from portal.push.api.bodies import MOST_ROWS
from portal.push.api.described import AT
from portal.push.api.reading import Asking
from portal.push.api.refusals import NO_KEY, Refusal
from portal.web.errors import TEXTS
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
        problems=[(code, status, visit.gettext(detail)) for code, status, detail in codes()],
    )


def codes() -> list[tuple[str, int, str]]:
    """Each with its status and what is then said: a message id."""
    kinds: list[type[Refusal]] = [Refusal, *Refusal.__subclasses__()]
    refusals = [(kind.code, kind.status, kind.detail) for kind in kinds]
    return sorted([*refusals, ("sleutel", 401, NO_KEY), ("te-vaak", 429, TEXTS[429][1])], key=lambda one: one[1])
