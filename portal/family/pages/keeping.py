"""How long a list is kept, and taking it away."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from pydantic import BaseModel, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.referral import words
from portal.referral.download import everything
from portal.referral.removed_by_family import goes, remove_over, staying
from portal.referral.taking_back import count_open, withdraw_open
from portal.shortlist.actions import keep_longer, remove_list
from portal.shortlist.holding import BY_CODE, Asking, held_in, holding, holding_none, not_open, opened_in, to_list
from portal.web.entrance import OWN_LIST
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit


class RemoveForm(BaseModel):
    withdraw: bool = Field(default=False, alias="intrekken")
    notices: bool = Field(default=False, alias="berichten")  # those that are over


@post(f"{OWN_LIST}/langer", name="shortlist.keep_longer", opt=BY_CODE, status_code=200)
async def kept_longer(request: Asking, visit: NamedDependency[Visit]) -> Response[str] | Redirect:
    held = held_in(request, visit)
    if held is None or await keep_longer(visit.house, visit.region, held) is None:
        return not_open(request, visit)
    return holding(request, visit, to_list(visit, "langer"), held)


@get(f"{OWN_LIST}/weg", name="shortlist.before_removing", opt=BY_CODE)
async def remove_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    opened = await opened_in(request, visit, session)
    if opened is None:
        return not_open(request, visit)
    notices = (await everything(session, visit.region, opened)).followed
    answer = page(
        request,
        visit,
        "shortlist/remove.html",
        private=True,
        still_open=await count_open(session, visit.region, opened.content.referrals),
        over=sum(goes(one.referral) for one in notices),
        staying=staying(notices, visit.region),
        kept_days=visit.region.terms.referral_kept_days,
        towns={code: town.name for code, town in visit.region.municipalities.items()},
        words=words,
    )
    return holding(request, visit, answer, opened.held)


@post(f"{OWN_LIST}/weg", name="shortlist.remove", opt=BY_CODE, status_code=200)
async def removed(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    """Without the list nobody could withdraw or remove a notice any more, so that is done first where it is wished."""
    opened = await opened_in(request, visit, session)
    await session.commit()
    if opened is None:
        return not_open(request, visit)
    filled = await read_form(request, RemoveForm, visit)
    said = filled.valid or RemoveForm()
    if said.withdraw:
        await withdraw_open(visit.house, visit.region, opened.content.referrals)
    if said.notices:
        await remove_over(visit.house, visit.region, opened.content.referrals)
    if not await remove_list(visit.house, visit.region, opened.held):
        return not_open(request, visit)
    return holding_none(request, visit, to_list(visit, "weg"))
