"""What becomes of referrals, in numbers only: was there a choice, and how do providers answer."""

from collections.abc import Mapping

from litestar import Response, get
from litestar.di import NamedDependency
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission
from portal.access.fetch import region_for
from portal.model import DeclineGround, NoChoice, WhoChose
from portal.referral.counts import Counts, Place, counts_in
from portal.region.answered import oversight
from portal.region.choice_export import file_of
from portal.region.choice_made import Quarter, chosen_in, declined_in, quarters
from portal.region.pages.home import Asking
from portal.web.entrance import REGION_AREA, REGION_REFERRALS
from portal.web.page import page
from portal.web.visit import Visit, asked_of

SEE = Permission.SEE_REFERRAL_COUNTS
SEEING = {"permission": SEE}
CHOICE = f"{REGION_AREA}/keuze"
QUARTER = "kwartaal"  # query name


@get(CHOICE, name="region.choice", opt=SEEING)
async def choice_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region_for(visit.visitor, visit.region.id, SEE)
    quarter, all_quarters, _ = await _asked(visit, session)
    return page(
        request,
        visit,
        "region/choice.html",
        private=True,
        quarter=quarter,
        quarters=all_quarters,
        who=tuple(WhoChose),
        why=tuple(NoChoice),
        towns={code: town.name for code, town in visit.region.municipalities.items()},
    )


@get(f"{CHOICE}/csv", name="region.choice_file", opt=SEEING)
async def choice_file(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[bytes]:
    region_for(visit.visitor, visit.region.id, SEE)
    quarter, _, _ = await _asked(visit, session)
    asked_of(request.scope).private = True
    return Response(
        file_of(quarter, visit),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="keuze-{quarter.name}.csv"'},
    )


async def _asked(visit: Visit, session: AsyncSession) -> tuple[Quarter, list[str], Mapping[Place, Counts]]:
    """A quarter that is none is not asked for."""
    region, today = visit.region, clock.today()
    all_quarters = quarters(today)
    said = dict(visit.query).get(QUARTER, "")
    name = said if said in all_quarters else all_quarters[0]
    counts = await counts_in(session, region.id, all_quarters[-1], today)
    return chosen_in(name, counts, region.municipalities), all_quarters, counts


@get(REGION_REFERRALS, name="region.referrals", opt=SEEING)
async def referrals_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    region_for(visit.visitor, visit.region.id, SEE)
    today = clock.today()
    quarter, all_quarters, counts = await _asked(visit, session)
    return page(
        request,
        visit,
        "region/referrals.html",
        private=True,
        found=await oversight(session, visit.region, today),
        kept_days=visit.region.terms.referral_kept_days,
        quarter=quarter,
        quarters=all_quarters,
        declined=declined_in(quarter.name, counts),
        grounds=tuple(DeclineGround),
    )
