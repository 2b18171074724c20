"""Where the referrals are that the family follows by the code."""

from enum import StrEnum

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from pydantic import BaseModel, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.referral import words
from portal.referral.by_family import Wish, ask_for_others, choose_other, withdraw
from portal.referral.events import EVENTS
from portal.referral.following import followed
from portal.referral.states import Overtaken
from portal.shortlist.actions import Opened
from portal.shortlist.holding import BY_CODE, Asking, holding, not_open, opened_in, to_list
from portal.shortlist.queries import known_today
from portal.web.entrance import DONE, FOLLOWING, OWN_LIST
from portal.web.errors import BadRequest
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

PATH = f"{OWN_LIST}/{FOLLOWING}"


class Do(StrEnum):
    WITHDRAW = "intrekken"
    OTHER = "andere-keuze"
    ASK = "meer"


class WishForm(BaseModel):
    """A button beside a referral."""

    referral: str = Field(alias="verwijzing", max_length=24)
    seen: int = Field(alias="versie", ge=1, le=1_000_000_000)
    application: str = Field(alias="aanmelding", max_length=24, default="")
    do: Do = Field(alias="doe")


_STEPS = {Do.WITHDRAW: withdraw, Do.OTHER: choose_other, Do.ASK: ask_for_others}


@get(PATH, name="shortlist.following", opt=BY_CODE)
async def following_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    opened = await opened_in(request, visit, session)
    if opened is None:
        return not_open(request, visit)
    return await _shown(request, visit, session, opened)


@post(PATH, name="shortlist.follow_up", opt=BY_CODE, status_code=200)
async def followed_up(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    opened = await opened_in(request, visit, session)
    if opened is None:
        return not_open(request, visit)
    said = (await read_form(request, WishForm, visit)).valid
    if said is None or said.referral not in opened.content.referrals:  # no page of ours sends that
        raise BadRequest
    try:
        await _STEPS[said.do](visit.house, visit.region, Wish(said.referral, said.seen, said.application))
    except Overtaken:
        async with visit.house.database.reading() as now:  # not as it was when this request began
            return await _shown(request, visit, now, opened, overtaken=True)
    return holding(request, visit, to_list(visit, said.do.value, below=f"/{FOLLOWING}"), opened.held)


async def _shown(
    request: Asking, visit: Visit, session: AsyncSession, opened: Opened, *, overtaken: bool = False
) -> Response[str]:
    found = await followed(session, opened.content.referrals, visit.region)
    offers = words.offers_in(one.referral for one in found)
    answer = page(
        request,
        visit,
        "shortlist/following.html",
        private=True,
        status=409 if overtaken else 200,
        found=found,
        offers=await known_today(session, offers, visit.region, visit.regions),
        missing=bool(opened.content.referrals),
        overtaken=overtaken,
        done=dict(visit.query).get(DONE, ""),
        words=words,
        happened=EVENTS,
        path=PATH,
    )
    return holding(request, visit, answer, opened.held)
