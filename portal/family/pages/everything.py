"""All that stands under a family's code, to read and to take away; and taking back what they agreed to."""

import json

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from pydantic import BaseModel, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.referral import words
from portal.referral.consent import GIVERS, PURPOSES
from portal.referral.download import as_file, everything
from portal.referral.events import EVENTS
from portal.referral.taking_back import withdraw_consent
from portal.shortlist.content import CRITERIA, QUESTIONS
from portal.shortlist.holding import BY_CODE, Asking, holding, not_open, opened_in, to_list
from portal.shortlist.queries import known_today
from portal.web.entrance import DONE, OWN_LIST
from portal.web.errors import NotFound
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

EVERYTHING = f"{OWN_LIST}/alles"
TAKEN_BACK = "ingetrokken"


class ConsentForm(BaseModel):
    consent: str = Field(alias="toestemming", max_length=24)


@get(EVERYTHING, name="shortlist.everything", opt=BY_CODE)
async def everything_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    opened = await opened_in(request, visit, session)
    if opened is None:
        return not_open(request, visit)
    found = await everything(session, visit.region, opened)
    offers = words.offers_in(one.referral for one in found.followed)
    answer = page(
        request,
        visit,
        "shortlist/everything.html",
        private=True,
        content=opened.content,
        opened=opened,
        followed=found.followed,
        offers=await known_today(session, offers, visit.region, visit.regions),
        happened=EVENTS,
        words=words,
        purposes=PURPOSES,
        givers=GIVERS,
        subject_of=lambda referral: words.help_named(referral, visit.region),
        towns={code: town.name for code, town in visit.region.municipalities.items()},
        criteria=CRITERIA,
        suggested=QUESTIONS,
        done=dict(visit.query).get(DONE, ""),
    )
    return holding(request, visit, answer, opened.held)


@get(f"{EVERYTHING}/json", name="shortlist.everything_as_file", opt=BY_CODE)
async def everything_file(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[bytes] | Response[str]:
    opened = await opened_in(request, visit, session)
    if opened is None:
        return not_open(request, visit)
    said = as_file(await everything(session, visit.region, opened))
    answer = Response(
        json.dumps(said, ensure_ascii=False, indent=2).encode(),
        media_type="application/json",
        headers={"content-disposition": 'attachment; filename="mijn-lijst.json"'},
    )
    return holding(request, visit, answer, opened.held)


@post(f"{EVERYTHING}/toestemming", name="shortlist.withdraw_consent", opt=BY_CODE, status_code=200)
async def consent_withdrawn(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    opened = await opened_in(request, visit, session)
    if opened is None:
        return not_open(request, visit)
    filled = await read_form(request, ConsentForm, visit)
    if filled.valid is None:
        raise NotFound
    await session.commit()  # what is read here must not keep from writing
    # Taken back already, perhaps by somebody else with the code: then that is what they wanted.
    await withdraw_consent(visit.house, visit.region, opened.content.referrals, filled.valid.consent)
    return holding(request, visit, to_list(visit, TAKEN_BACK, below="/alles"), opened.held)
