"""One application: its clock, its answer, its start and its end."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.fetch_referrals import application_for
from portal.finding.finder import Finder
from portal.model import Application, Provider, Referral
from portal.referral import grounds, words
from portal.referral.answering import Said, Seen, answer
from portal.referral.consent import toegang_hears
from portal.referral.duty import duty_of
from portal.referral.grounds import GROUND_OF, Answer
from portal.referral.instead import others_for
from portal.referral.part import term_here
from portal.referral.starting import Wrong, end, start, start_clock
from portal.referral.states import OVER, Overtaken
from portal.screening.forms import AnswerForm, ClockForm, EndForm, SeenForm, StartForm, Step
from portal.screening.pages.shown import PATH, SCREENING, Asking, Tried, application_page
from portal.web.address import link
from portal.web.entrance import APPLICATIONS, DONE, PROVIDER_AREA
from portal.web.errors import BadRequest
from portal.web.form import Filled, read_form
from portal.web.page import page
from portal.web.visit import Visit

ONE = f"{PATH}/{{key:str}}"
CLOCK, ANSWER, START, END = "klok", "antwoord", "start", "einde"
Sent = TypeVar("Sent", bound=SeenForm)


@get(ONE, name="screening.application", opt=SCREENING)
async def one_application(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str]:
    return await application_page(request, visit, session, slug, key)


@post(f"{ONE}/{CLOCK}", name="screening.start_clock", opt=SCREENING, status_code=200)
async def clock_started(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str] | Redirect:
    async def record(said: ClockForm) -> None:
        await start_clock(visit.house, visit.visitor, visit.region, Seen(slug, key, said.seen), said.day)

    return await _recorded(request, visit, session, (slug, key, CLOCK), ClockForm, record)


@post(f"{ONE}/{ANSWER}", name="screening.answer", opt=SCREENING, status_code=200)
async def answered(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    finder: NamedDependency[Finder],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str] | Redirect:
    """A non-acceptance is first shown: who is told, and who else may help. Then it is done."""
    provider, application, referral = await application_for(session, visit.visitor, slug, key, visit.region.id)
    filled = await _read(request, AnswerForm, visit)
    said, errors = filled.valid, filled.errors
    if said is not None:
        term = await term_here(session, application, referral, visit.region)
        errors = {name: visit.gettext(message) for name, message in said.wrong(application, term).items()}
    if said is None or errors or said.step is Step.CHANGE:
        return await application_page(request, visit, session, slug, key, Tried(ANSWER, filled.typed, errors))
    if said.answer is not Answer.ACCEPT and said.step is Step.LOOK and application.state not in OVER:
        return await _sure(request, visit, session, finder, (provider, application, referral), filled)
    done = Said(said.answer, said.first_date, said.reason, said.arranged)
    try:
        await answer(visit.house, visit.visitor, visit.region, Seen(slug, key, said.seen), done)
    except Overtaken:
        tried = Tried(ANSWER, filled.typed, overtaken=True)
        return await application_page(request, visit, session, slug, key, tried)
    return _back(visit, slug, key, said.answer.value)


@post(f"{ONE}/{START}", name="screening.start", opt=SCREENING, status_code=200)
async def started(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str] | Redirect:
    async def record(said: StartForm) -> None:
        seen = Seen(slug, key, said.seen)
        await start(visit.house, visit.visitor, visit.region, seen, said.day, said.patient_days)

    return await _recorded(request, visit, session, (slug, key, START), StartForm, record)


@post(f"{ONE}/{END}", name="screening.end", opt=SCREENING, status_code=200)
async def ended(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str] | Redirect:
    async def record(said: EndForm) -> None:
        await end(visit.house, visit.visitor, visit.region, Seen(slug, key, said.seen), said.day, said.reason)

    return await _recorded(request, visit, session, (slug, key, END), EndForm, record)


async def _recorded(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    about: tuple[str, str, str],
    form: type[Sent],
    record: Callable[[Sent], Awaitable[None]],
) -> Response[str] | Redirect:
    """A day on which something was. `about`: provider, application, and which form of the page."""
    slug, key, which = about
    await application_for(session, visit.visitor, slug, key, visit.region.id)
    filled = await _read(request, form, visit)
    tried = Tried(which, filled.typed, filled.errors)
    if filled.valid is not None:
        try:
            await record(filled.valid)
            return _back(visit, slug, key, which)
        except Wrong as wrong:
            tried = Tried(which, filled.typed, {wrong.where: visit.gettext(wrong.message)})
        except Overtaken:
            tried = Tried(which, filled.typed, overtaken=True)
    return await application_page(request, visit, session, slug, key, tried)


async def _sure(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    finder: Finder,
    about: tuple[Provider, Application, Referral],
    filled: Filled[AnswerForm],
) -> Response[str]:
    provider, application, referral = about
    said = filled.valid
    assert said is not None
    duty = said.answer in GROUND_OF and await duty_of(session, application.offer, visit.region) is True
    return page(
        request,
        visit,
        "screening/sure.html",
        private=True,
        provider=provider,
        referral=referral,
        wanted=said,
        duty=duty,
        tells_toegang=said.answer is Answer.BUDGET or toegang_hears(referral, application.state),
        by_toegang=referral.practice_id is None,
        others=await others_for(referral, visit.region, finder, (provider.slug,)),
        path=f"{PROVIDER_AREA}/{provider.slug}/{APPLICATIONS}/{application.key}",
        grounds=grounds,
        words=words,
    )


async def _read(request: Asking, form: type[Sent], visit: Visit) -> Filled[Sent]:
    filled = await read_form(request, form, visit)
    if "seen" in filled.errors:  # no page of ours sends that
        raise BadRequest
    return filled


def _back(visit: Visit, slug: str, key: str, done: str) -> Redirect:
    path = f"{PROVIDER_AREA}/{slug}/{APPLICATIONS}/{key}"
    return Redirect(link(visit.language, path, [(DONE, done)]), status_code=303)
