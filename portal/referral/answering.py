"""What a provider says of an application that lies with it: when its clock began, and its answer."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission, Visitor
from portal.access.fetch_referrals import application_for
from portal.model import Application, ApplicationState, Arranged, Provider, Referral, WeightyReason
from portal.referral.consent import toegang_hears
from portal.referral.duty import duty_of
from portal.referral.events import By, What, leave_event
from portal.referral.grounds import GROUND_OF, GROUNDS, Answer
from portal.referral.part import term_here
from portal.referral.standing import settle
from portal.referral.states import NotNow, Overtaken, application_may_become
from portal.referral.telling import News, tell_of_duty, tell_referrer, tell_toegang
from portal.referral.terms import last_day
from portal.regions import RegionData
from portal.web.house import House

SCREEN = Permission.SCREEN
LONG_AGO = timedelta(days=365)  # before it was sent: a letter is not older

A = ApplicationState
_BECOMES = {
    Answer.ACCEPT: (A.ACCEPTED, What.ACCEPTED),
    Answer.TOO_HEAVY: (A.DECLINED, What.DECLINED),
    Answer.TOO_LIGHT: (A.DECLINED, What.DECLINED),
    Answer.WEIGHTY: (A.DECLINED, What.DECLINED),
    Answer.BUDGET: (A.BUDGET, What.BUDGET),
    Answer.CHOSE_OTHER: (A.CHOSE_OTHER, What.CHOSE_OTHER),
}


@dataclass(frozen=True)
class Seen:
    """Which application, and the version of it that was looked at."""

    slug: str
    key: str
    version: int


@dataclass(frozen=True)
class Said:
    answer: Answer
    first_date: date | None = None
    reason: WeightyReason | None = None
    arranged: Sequence[Arranged] = ()


@dataclass(frozen=True)
class Held:
    """An application in the hands of one who decides on it."""

    session: AsyncSession
    provider: Provider
    application: Application
    referral: Referral

    def becomes(self, state: ApplicationState) -> None:
        try:
            application_may_become(self.application.state, state)
        except NotNow as late:
            raise Overtaken from late
        self.application.state = state

    def leave(self, what: What) -> None:
        leave_event(self.session, self.referral, what, By.PROVIDER, self.provider.name, self.application)


@asynccontextmanager
async def held(house: House, visitor: Visitor, region: RegionData, seen: Seen) -> AsyncIterator[Held]:
    """As it was seen, or Overtaken. What is done with it meanwhile, others wait for; afterwards the referral stands
    where its applications do."""
    async with house.database.writing(visitor.as_actor(SCREEN)) as session:
        provider, application, referral = await application_for(
            session, visitor, seen.slug, seen.key, region.id, hold=True
        )
        if application.version != seen.version:
            raise Overtaken
        yield Held(session, provider, application, referral)
        try:
            await settle(session, referral, region)
        except NotNow as late:
            raise Overtaken from late


async def ask_again(session: AsyncSession, application: Application, referral: Referral, region: RegionData) -> None:
    """The toegang agreed with another budget: the provider has all its time to answer once more."""
    today = clock.today()
    application.state = A.ASKED
    application.clock_from, application.answered_at = today, None
    term = await term_here(session, application, referral, region)
    application.answer_by = last_day(term, today, region.terms)
    application.reminded_on = application.referrer_told_on = None


async def answer(house: House, visitor: Visitor, region: RegionData, seen: Seen, said: Said) -> None:
    """Raises Overtaken."""
    state, what = _BECOMES[said.answer]
    async with held(house, visitor, region, seen) as own:
        application, stood = own.application, own.application.state
        own.becomes(state)
        application.answered_at = application.answered_at or clock.now()
        application.has_duty = await duty_of(own.session, application.offer, region) is True
        application.ground = GROUND_OF.get(said.answer)
        application.reason = said.reason if said.answer is Answer.WEIGHTY else None
        application.arranged = sorted(said.arranged)
        application.first_date = said.first_date if said.answer is Answer.ACCEPT else None
        own.leave(what)
        await own.session.flush()  # the version is part of what makes it news
        hears = what is What.BUDGET or (what is not What.ACCEPTED and toegang_hears(own.referral, stood))
        await _tell(own, house, what, region, hears=hears)


async def _tell(own: Held, house: House, what: What, region: RegionData, *, hears: bool) -> None:
    """The referrer always. Of a non-acceptance the toegang, where the family agrees or it is its own task; of a budget
    the toegang too, for the family asked for that itself (source 001, 4.2.1 punt 5.2); and of a ground under a duty who
    contracts."""
    application, referral = own.application, own.referral
    news = News(what, referral, own.provider, f"{application.key}:{application.version}", region)
    await tell_referrer(own.session, house.settings, news)
    if hears:
        await tell_toegang(own.session, house.settings, news)
    if application.ground is not None and application.has_duty:
        await tell_of_duty(own.session, house.settings, news, GROUNDS[application.ground])


def first_day_possible(application: Application) -> date:
    """Of a letter, or of help that was going already when the notice was made."""
    return clock.local(application.sent_at).date() - LONG_AGO
