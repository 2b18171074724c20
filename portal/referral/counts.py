"""What is counted of referrals, the same for those that are kept and those that are not any more: who removes one adds
exactly what it was counted as."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Application, ApplicationState, FitQuestion, Referral, ReferralCount
from portal.plain_rows import read_plain
from portal.upserting import insert_into

# Of `ReferralCount.what`. Closed; what `about` says stands behind each.
NOTICE = "notice"  # the route: direct, together or request
WHO_CHOSE = "who_chose"  # of WhoChose; empty: not chosen (yet)
NO_CHOICE = "no_choice"  # of NoChoice
OPTIONS = "options"  # how many fitted
DECLINED = "declined"  # of DeclineGround
DUTY_DECLINED = "duty_declined"  # the same, where the acceptance duty holds
ANSWERED, LATE = "answered", "late"  # by a provider; LATE: after its term, or not at all within it
STARTED = "started"
DECIDED = "decided"  # by the toegang; the decision
DECISION_DAYS = "decision_days"  # all together
QUESTION = "question"  # about fit; the answer

MOST_OPTIONS = 99

Counts = Counter[tuple[str, str]]  # what, about
Place = tuple[str, str]  # municipality, quarter


def quarter_of(moment: date | datetime) -> str:
    day = clock.local(moment).date() if isinstance(moment, datetime) else moment
    return f"{day.year}Q{(day.month + 2) // 3}"


def place_of(referral: Referral) -> Place:
    return referral.municipality, quarter_of(referral.made_at)


def counted(referral: Referral, applications: Iterable[Application], today: date) -> Counts:
    found: Counts = Counter({(NOTICE, referral.route): 1, (WHO_CHOSE, referral.who_chose or ""): 1})
    if referral.no_choice:
        found[NO_CHOICE, referral.no_choice] += 1
    if referral.options_shown is not None:
        found[OPTIONS, str(min(referral.options_shown, MOST_OPTIONS))] += 1
    if referral.decided_at is not None:
        found[DECIDED, referral.decision] += 1
        found[DECISION_DAYS, ""] += (clock.local(referral.decided_at) - clock.local(referral.made_at)).days
    for one in applications:
        found += of_application(one, today)
    return found


def of_application(one: Application, today: date) -> Counts:
    found: Counts = Counter()
    if one.ground is not None and one.state is ApplicationState.DECLINED:
        found[DECLINED, one.ground] += 1
        if one.has_duty:
            found[DUTY_DECLINED, one.ground] += 1
    if one.answered_at is not None:
        found[ANSWERED, ""] += 1
    if is_late(one, today):
        found[LATE, ""] += 1
    if one.started_on is not None:
        found[STARTED, ""] += 1
    return found


def is_late(one: Application, today: date) -> bool:
    """Who was reminded had not answered on the last day, whatever others did with it afterwards and whether or not its
    clock was begun: a new last day takes that away."""
    if one.reminded_on is not None:
        return True
    if one.answer_by is None:
        return False
    if one.answered_at is not None:
        return clock.local(one.answered_at).date() > one.answer_by
    return one.state is ApplicationState.ASKED and today > one.answer_by


async def counts_in(session: AsyncSession, region_id: int, since: str, today: date) -> dict[Place, Counts]:
    """From that quarter on: of those that are gone, and of those that are kept."""
    of = ReferralCount
    gone = select(of).where(of.region_id == region_id, of.quarter >= since)
    found: dict[Place, Counts] = {}
    for row in (await session.exec(gone)).all():
        found.setdefault((row.municipality, row.quarter), Counter())[row.what, row.about] += row.number
    # Only read, and there may be thousands.
    kept = await read_plain(session, Referral, select(Referral).where(Referral.region_id == region_id))
    theirs: dict[int, list[Application]] = {}
    for one in await read_plain(session, Application, select(Application).where(Application.region_id == region_id)):
        theirs.setdefault(one.referral_id, []).append(one)
    for referral in kept:
        if quarter_of(referral.made_at) >= since:
            own = found.setdefault(place_of(referral), Counter())
            own.update(counted(referral, theirs.get(referral.id or 0, ()), today))
    return found


async def applications_of(session: AsyncSession, referral_ids: Any) -> Mapping[int, Sequence[Application]]:
    asked = select(Application).where(col(Application.referral_id).in_(referral_ids)).order_by(col(Application.id))
    found: dict[int, list[Application]] = {}
    for one in (await session.exec(asked)).all():
        found.setdefault(one.referral_id, []).append(one)
    return found


async def keep_counts(session: AsyncSession, region_id: int, counts: Mapping[Place, Counts]) -> None:
    """Added to what stands."""
    rows = [
        {
            "region_id": region_id,
            "municipality": municipality,
            "quarter": quarter,
            "what": what,
            "about": about,
            "number": number,
        }
        for (municipality, quarter), own in sorted(counts.items())
        for (what, about), number in sorted(own.items())
        if number
    ]
    if not rows:
        return
    statement = insert_into(session, ReferralCount)
    table: Any = ReferralCount.__table__  # type: ignore[attr-defined]
    added = statement.on_conflict_do_update(
        index_elements=["region_id", "municipality", "quarter", "what", "about"],
        set_={"number": table.c.number + statement.excluded.number},
    )
    await session.run_sync(lambda sync: sync.execute(added, rows))


def of_questions(questions: Iterable[FitQuestion]) -> dict[Place, Counts]:
    found: dict[Place, Counts] = {}
    for one in questions:
        own = found.setdefault((one.municipality, quarter_of(one.asked_at)), Counter())
        own[QUESTION, one.answer] += 1
    return found
