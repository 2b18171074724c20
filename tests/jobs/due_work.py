"""A morning on which time has much to do: answers that are late, a contract that ended, referrals and questions whose
term is over, and what else is told or removed by itself."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from portal import clock
from portal.database import Database
from portal.model import (
    Account,
    AgeBand,
    ApplicationState,
    Consent,
    Contract,
    DeclineGround,
    FitQuestion,
    IntakeStop,
    Municipality,
    Offer,
    Practice,
    ProfileState,
    ProfileVersion,
    Provider,
    Referral,
    ReferralEvent,
    ReferralState,
    Region,
    Role,
    Shortlist,
)
from portal.settings import Settings
from portal.web.house import House
from tests.mail.writing import KEY
from tests.referral.records import a_referral, an_application
from tests.staff import FEMKE_HERSELF, SAFE_BASE, a_key, an_account

MORNING = datetime(2026, 11, 30, 9, tzinfo=UTC)  # a Monday
TODAY = MORNING.date()

# How many of each there are.
LATE, SILENT, RETURNED, OLD, UNTOUCHED, OLD_QUESTIONS, LISTS, PROFILES = 12, 6, 10, 210, 20, 20, 3, 2
LATE_QUESTIONS, SILENT_QUESTIONS = 4, 4
STARTED = 6  # enough to measure how long they waited

A, R = ApplicationState, ReferralState
HERE = ("de-wilgenhof", "de-es", "de-populier")  # the contract of the last has ended
TOWNS = ("1001", "1002")

Lying = tuple[Referral, dict[str, Any]]  # with what its application is


async def a_lot_is_due(database: Database) -> None:
    """In an empty database."""
    house = House(Settings(base_url=SAFE_BASE, encryption_keys=(KEY,)), database)
    with clock.stopped_at(MORNING):
        await _region(database)
        accounts = await _people(house)
        await _referrals(database, [*_open(), *_over()])
        async with database.writing(FEMKE_HERSELF) as session:
            session.add_all([*_questions(), *_lists(), *_profiles(accounts[1]), _stop()])


def ago(**time: int) -> datetime:
    return MORNING - timedelta(**time)


def day(days: int) -> Any:
    return TODAY + timedelta(days=days)


async def _region(database: Database) -> None:
    async with database.writing(FEMKE_HERSELF) as session:
        session.add(Region(id=1, key="rivierland", names={"nl": "Rivierland"}, is_default=True))
        session.add_all(Provider(id=n, key=key, slug=key, name=key.capitalize()) for n, key in enumerate(HERE, 1))
        await session.flush()
        session.add(Practice(id=1, key="brink", region_id=1, kind="huisarts", name="De Brink", admitted_at=MORNING))
        for number, code in enumerate(TOWNS):
            session.add(Municipality(region_id=1, code=code, key=f"stad-{number}", name=f"Stad {number}"))
        for number, key in enumerate(HERE, 1):
            session.add(Contract(key=key, region_id=1, provider_id=number, ends=day(-1) if number == 3 else None))
            session.add(Offer(key=f"{key}-hulp", region_id=1, provider_id=number, help_kind="opvoedhulp"))
        session.add(Offer(key="weg", region_id=1, provider_id=1, help_kind="opvoedhulp", published=False))


async def _people(house: House) -> Sequence[Account]:
    """Bram refers, Yusuf sits at the toegang, Noor contracts; Mieke and Olaf manage a provider each. They came this
    morning: nobody is reminded of availability yet, in links that are other ones each time."""
    who: Sequence[tuple[str, Role, dict[str, Any]]] = (
        ("bram", Role.HUISARTS, {"practice_id": 1}),
        ("mieke", Role.PROVIDER_MANAGER, {"provider_id": 1}),
        ("olaf", Role.PROVIDER_MANAGER, {"provider_id": 2}),
        ("yusuf", Role.TOEGANG, {"municipality": TOWNS[0]}),
        ("noor", Role.CONTRACT_MANAGER, {}),
    )
    since: dict[str, Any] = {"since": MORNING}
    return [await an_account(house, name, role, tied={"region_id": 1, **tied}, **since) for name, role, tied in who]


def _open() -> Sequence[Lying]:
    found = [_lies(n % 2 + 1, {"answer_by": day(-3)}) for n in range(LATE)]
    found += [_lies(n % 2 + 1, {"answer_by": day(-30), "reminded_on": day(-14)}) for n in range(SILENT)]
    found += [_lies(3, {"answer_by": day(5)}) for _ in range(RETURNED - 2)]
    found += [_lies(1, {"answer_by": day(5), "offer": "weg"}) for _ in range(2)]
    began = {"state": A.STARTED, "sent_at": ago(days=60), "answered_at": ago(days=55)}
    found += [_lies(1, {**began, "started_on": day(-20 - n)}, state=R.STARTED) for n in range(STARTED)]
    return found


def _over() -> Sequence[Lying]:
    """Whose term ended, and who were forgotten for more than a year."""
    no: dict[str, Any] = {"state": A.DECLINED, "ground": DeclineGround.TOO_LIGHT, "answered_at": ago(days=390)}
    found = [
        _lies(
            n % 2 + 1, {**no, "answer_by": day(-392 + n % 5)}, municipality=TOWNS[n % 2], options_shown=n % 3,
            made_at=ago(days=400 + n), state=R.WITHDRAWN, closed_on=day(-366 - n % 20),
        )
        for n in range(OLD)
    ]  # fmt: skip
    accepted = {"state": A.ACCEPTED, "answered_at": ago(days=390)}
    found += [_lies(1, accepted, made_at=ago(days=400), state=R.ACCEPTED) for _ in range(UNTOUCHED)]
    return found


def _lies(provider: int, about: dict[str, Any], **referral: Any) -> Lying:
    made = a_referral(**{"practice_id": 1, "state": R.ASKED, "tell_toegang": True, "number": a_key()[:12], **referral})
    sent = {"provider_id": provider, "offer": f"{HERE[provider - 1]}-hulp", "sent_at": made.made_at}
    return made, {**sent, **about}


async def _referrals(database: Database, found: Sequence[Lying]) -> None:
    async with database.writing(FEMKE_HERSELF) as session:
        session.add_all(referral for referral, _ in found)
        await session.flush()
        for referral, about in found:
            number, made = referral.id or 0, referral.made_at
            session.add(an_application(referral, **about))
            session.add(ReferralEvent(referral_id=number, at=made, what="sent", by="referrer"))
            session.add(Consent(key=a_key(), referral_id=number, purpose="screen", receiver="x", given_at=made))


def _questions() -> Sequence[FitQuestion]:
    found = [_asked(n, days=91 + n, answer=("fits", "probably")[n % 2]) for n in range(OLD_QUESTIONS)]
    found += [_asked(n, days=7) for n in range(LATE_QUESTIONS)]
    return [*found, *(_asked(n, days=20, reminded_on=day(-10)) for n in range(SILENT_QUESTIONS))]


def _asked(n: int, days: int, **about: Any) -> FitQuestion:
    return FitQuestion(
        key=a_key(), region_id=1, provider_id=n % 2 + 1, offer="x", municipality=TOWNS[n % 2], role=Role.HUISARTS,
        asked_by=1, asked_at=ago(days=days), age_band=AgeBand.TO_11, **about,
    )  # fmt: skip


def _lists() -> Sequence[Shortlist]:
    days = {"created": day(-91), "opened": day(-91), "expires": day(-1)}
    return [Shortlist(region_id=1, locator=f"L{n}", salt="00", sealed="x", **days) for n in range(LISTS)]


def _profiles(mieke: Account) -> Sequence[ProfileVersion]:
    by = mieke.id or 0
    return [
        ProfileVersion(
            key=f"p{n}", provider_id=n, region_id=1, number=1, state=ProfileState.SENT, open_for=n, made_by=by,
            made_at=ago(days=30), changed_by=by, changed_at=ago(days=30), sent_by=by, sent_at=ago(days=30), due=day(-3),
        )
        for n in range(1, PROFILES + 1)
    ]  # fmt: skip


def _stop() -> IntakeStop:
    return IntakeStop(key="s", region_id=1, provider_id=1, ground="staff", starts=day(-10), ends=day(5))
