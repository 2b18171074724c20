"""A referral goes to a provider: one at a time, unless the toegang lets several help at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import (
    AgeBand,
    Application,
    ApplicationState,
    Consent,
    Frame,
    NoChoice,
    Referral,
    ReferralState,
    WhoChose,
)
from portal.referral.consent import TOEGANG, Purpose, consent_to, is_agreed, is_asked_to_tell
from portal.referral.desks import Desk
from portal.referral.duty import duty_of
from portal.referral.events import What, leave_event
from portal.referral.standing import put
from portal.referral.states import OVER, NotNow
from portal.referral.telling import News, tell_provider
from portal.regions import RegionData, Regions
from portal.secrecy import public_key
from portal.settings import Settings
from portal.shortlist.queries import Known, known_today
from portal.web.language import N_

GONE = N_("This help is not offered here any more.")
STOPPED = N_("This provider takes in no new children now.")
WRONG_HELP = N_("This is other help than the notice is about. Make another notice for it.")
NOT_AGREED = N_("Without this agreement the notice cannot go to a provider.")
WHO = N_("Say who chose this provider.")
WHY_NOT = N_("Say why there was no choice.")
ONLY_FORCED = N_("Without a judge the family chooses.")
SAID_NO = N_("This provider cannot be chosen again for this notice. Below stands why.")

# Where it may go to a provider: once, or to several where the toegang agreed to that.
_GOES_ON = frozenset({ReferralState.CHOOSING})
_ARRANGED = frozenset({ReferralState.CHOOSING, ReferralState.ASKED, ReferralState.ACCEPTED, ReferralState.BUDGET})


@dataclass(frozen=True)
class To:
    """To which offer, and how it was chosen."""

    offer: str
    who_chose: WhoChose | None = None
    no_choice: NoChoice | None = None
    options_shown: int | None = None  # counted by us, never typed
    given: tuple[str, ...] = ()  # who agreed
    tell_toegang: bool = False
    reserve: bool = False


@dataclass(frozen=True)
class Context:
    """In which session and region, and for whom."""

    session: AsyncSession
    settings: Settings
    region: RegionData
    regions: Regions
    desk: Desk


async def offered(session: AsyncSession, key: str, region: RegionData, regions: Regions) -> tuple[Known | None, str]:
    """As it is today; and what keeps one from sending anything there: a message id, or nothing."""
    known = (await known_today(session, [key], region, regions)).get(key)
    if known is None:
        return None, GONE
    return known, STOPPED if known.offer.availability.closed else ""


def may_go(referral: Referral) -> bool:
    """To a provider, as it stands: for the page that offers it and for what is sent from there."""
    return referral.state in (_ARRANGED if referral.directed_by is not None else _GOES_ON)


def said_no(applications: Iterable[Application]) -> dict[str, Application]:
    """By offer. Who did not answer, or was left by the family, may be asked once more."""
    return {one.offer: one for one in applications if one.state is ApplicationState.DECLINED}


def wrong_choice(to: To, frame: Frame, age: AgeBand) -> dict[str, str]:
    """Field → message id."""
    wrong = {}
    if to.who_chose is None:
        wrong["who_chose"] = WHO
    elif to.who_chose is WhoChose.REFERRER and frame is not Frame.FORCED:
        wrong["who_chose"] = ONLY_FORCED
    elif to.who_chose is WhoChose.NO_CHOICE and to.no_choice is None:
        wrong["no_choice"] = WHY_NOT
    if frame is Frame.VOLUNTARY and not is_agreed(age, to.given):
        wrong["given"] = NOT_AGREED
    return wrong


async def send(about: Context, referral: Referral, to: To, known: Known) -> Application:
    """All was looked at: that it is offered, that it may go. The referral is held and has its number. Raises NotNow."""
    session = about.session
    there = (await session.exec(select(Application).where(Application.referral_id == referral.id))).all()
    open_ones = [one for one in there if one.state not in OVER]
    if open_ones and (referral.directed_by is None or any(one.offer == to.offer for one in open_ones)):
        raise NotNow
    application = Application(
        key=public_key(),
        referral_id=referral.id or 0,
        provider_id=known.provider.id or 0,
        region_id=referral.region_id,
        offer=to.offer,
        budget=referral.budget,
        reserve=to.reserve,
        has_duty=await duty_of(session, to.offer, about.region) is True,
        state=ApplicationState.ASKED,
        sent_at=clock.now(),
    )
    session.add(application)
    await session.flush()
    put(referral, [*there, application], about.region.terms, clock.today())
    referral.who_chose, referral.options_shown = to.who_chose, to.options_shown
    referral.no_choice = to.no_choice if to.who_chose is WhoChose.NO_CHOICE else None
    await _agree(about, referral, to, known.provider.key)
    what = What.SENT_RESERVE if to.reserve else What.SENT
    leave_event(session, referral, what, about.desk.by, about.desk.name, application)
    news = News(What.SENT, referral, known.provider, f"{application.key}:{application.version}", about.region)
    await tell_provider(session, about.settings, news, application.key)
    return application


async def _agree(about: Context, referral: Referral, to: To, provider: str) -> None:
    """In the forced frame nobody's consent is the ground: the GI decides by its own task, also who hears of it."""
    voluntary = referral.frame is Frame.VOLUNTARY
    if voluntary:
        about.session.add(consent_to(referral, Purpose.SCREEN, provider))
    if not is_asked_to_tell(referral) or to.tell_toegang is referral.tell_toegang:
        return
    referral.tell_toegang = to.tell_toegang
    if voluntary and to.tell_toegang:
        about.session.add(consent_to(referral, Purpose.HEAR, TOEGANG))
    elif voluntary:
        await _take_back(about, referral)


async def _take_back(about: Context, referral: Referral) -> None:
    """Asked once more, the family does not agree any more that the toegang hears of a decline."""
    asked = select(Consent).where(
        Consent.referral_id == referral.id, Consent.purpose == Purpose.HEAR.value, col(Consent.withdrawn_at).is_(None)
    )
    for consent in (await about.session.exec(asked)).all():
        consent.withdrawn_at = clock.now()
    leave_event(about.session, referral, What.CONSENT_WITHDRAWN, about.desk.by, about.desk.name)
