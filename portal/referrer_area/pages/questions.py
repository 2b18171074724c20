"""Questions to a provider before anything is referred, and the answers."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.referral.desks import desks_of
from portal.referral.fit import MOST_ASKED, QUESTIONS, Asking, ask, own_questions
from portal.referral.sending import offered
from portal.referral.words import AGES
from portal.referrer_area.forms import QuestionForm
from portal.referrer_area.pages.home import REFERRING
from portal.referrer_area.pages.parts import Tried
from portal.secrecy import public_key
from portal.shortlist.holding import Asking as Request
from portal.web.address import link
from portal.web.entrance import DONE, OWN_QUESTIONS
from portal.web.errors import BadRequest, NotFound
from portal.web.form import read_form
from portal.web.page import page
from portal.web.visit import Visit

ASK = OWN_QUESTIONS
OFFER = "aanbod"  # query name


@get(ASK, name="referrer_area.questions", opt=REFERRING)
async def questions_page(
    request: Request, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str]:
    said = dict(visit.query)
    return await _shown(request, visit, session, said.get(OFFER, "")[:80], done=said.get(DONE, ""))


@post(ASK, name="referrer_area.ask", opt=REFERRING, status_code=200)
async def asked(
    request: Request, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession]
) -> Response[str] | Redirect:
    filled = await read_form(request, QuestionForm, visit)
    if {"key", "desk", "offer"} & set(filled.errors):  # no page of ours sends that
        raise BadRequest
    offer, said = str(filled.typed.get("offer", "")), filled.valid
    if said is None:
        return await _shown(request, visit, session, offer, Tried(filled.typed, filled.errors))
    desks = await desks_of(session, visit.visitor, visit.region)
    desk = next((one for one in desks if one.key == said.desk), None)
    if desk is None:
        raise NotFound
    asking = Asking(said.key, said.offer, said.age, tuple(said.questions))
    if problem := await ask(visit.house, visit.visitor, visit.region, desk, asking):
        return await _shown(request, visit, session, offer, Tried(filled.typed, {"": visit.gettext(problem)}))
    return Redirect(link(visit.language, ASK, [(DONE, "gevraagd")]), status_code=303)


async def _shown(
    request: Request, visit: Visit, session: AsyncSession, offer: str, tried: Tried | None = None, done: str = ""
) -> Response[str]:
    tried = tried or Tried()
    known, gone = await offered(session, offer, visit.region, visit.regions) if offer else (None, "")
    desks = await desks_of(session, visit.visitor, visit.region)
    texts = {code: visit.gettext(text) for code, text in QUESTIONS.items()}
    ages = {age.value: visit.gettext(text) for age, text in AGES.items()}
    return page(
        request,
        visit,
        "referrer_area/questions.html",
        private=True,
        status=tried.status,
        offer=offer,
        known=known,
        gone=gone if known is None else "",
        key=str(tried.typed.get("key", "")) or public_key(),
        desks=desks,
        own=await own_questions(session, visit.visitor, visit.region),
        desk_names=[(one.key, one.name) for one in desks],
        questions=list(texts.items()),
        texts=texts,
        ages=list(ages.items()),
        age_texts=ages,
        most=MOST_ASKED,
        tried=tried,
        done=done,
    )
