"""How often a provider was seen, in numbers that tell of no small group.

Shown per period of four whole weeks, the same four for everybody and from one look to the next: of periods that moved
with the day, two looks would tell what one day brought. Of the questions no more is named than leaves the rest of what
was found at nobody or enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.model import Application, Referral, SeenAs, SeenCount, WhoChose
from portal.model.statistics import TOO_FEW

WEEKS = 4
PERIOD = timedelta(weeks=WEEKS)
FIRST_MONDAY = date(2026, 1, 5)  # periods are counted from here
MOST_QUESTIONS = 10
CHOSEN = "chosen"  # a family did, for a notice; what was seen of pages is counted elsewhere
BY_FAMILY = (WhoChose.FAMILY, WhoChose.ADVICE)


@dataclass(frozen=True)
class Period:
    """Four weeks that are over."""

    first: date

    @property
    def last(self) -> date:
        return self.first + PERIOD - timedelta(days=1)

    @property
    def before(self) -> "Period":
        return Period(self.first - PERIOD)


@dataclass(frozen=True)
class Question:
    """One closed choice, and how often the provider was found by it."""

    name: str  # of the parameter in the address
    key: str
    number: int


@dataclass(frozen=True)
class Sums:
    """None: some, and too few to say how many."""

    period: Period
    now: Mapping[str, int | None]  # by SeenAs, and CHOSEN
    before: Mapping[str, int | None]
    questions: Sequence[Question]

    @property
    def most(self) -> int:
        """The longest bar."""
        return max([number or 0 for numbers in (self.now, self.before) for number in numbers.values()], default=0)


def last_period(today: date) -> Period:
    """The last that is over."""
    over = (today - FIRST_MONDAY) // PERIOD - 1
    return Period(FIRST_MONDAY + over * PERIOD)


def enough(number: int) -> int | None:
    return number if number >= TOO_FEW else None


def named_questions(found: int, by_question: Mapping[str, int]) -> list[Question]:
    """Most first. `found`: in all, with or without a choice."""
    named = sorted(
        ((number, question) for question, number in by_question.items() if question and number >= TOO_FEW),
        key=lambda one: (-one[0], one[1]),
    )[:MOST_QUESTIONS]
    while named and 0 < found - sum(number for number, _ in named) < TOO_FEW:
        named.pop()
    return [Question(*_parts(question), number) for number, question in named]


def _parts(question: str) -> tuple[str, str]:
    name, _, key = question.partition(":")
    return name, key


async def sums_of(session: AsyncSession, provider_id: int, region_id: int, today: date) -> Sums:
    period = last_period(today)
    now = await _counted(session, provider_id, region_id, period)
    before = await _counted(session, provider_id, region_id, period.before)
    by_question = {question: number for (what, question), number in now.items() if what == SeenAs.FOUND}
    chosen = await _chosen(session, provider_id, region_id, period)
    chosen_before = await _chosen(session, provider_id, region_id, period.before)
    return Sums(
        period,
        {**_in_all(now), CHOSEN: enough(chosen)},
        {**_in_all(before), CHOSEN: enough(chosen_before)},
        named_questions(sum(by_question.values()), by_question),
    )


def _in_all(counted: Mapping[tuple[SeenAs, str], int]) -> dict[str, int | None]:
    return {as_: enough(sum(number for (what, _), number in counted.items() if what == as_)) for as_ in SeenAs}


async def _counted(
    session: AsyncSession, provider_id: int, region_id: int, period: Period
) -> dict[tuple[SeenAs, str], int]:
    asked = (
        select(SeenCount.what, SeenCount.question, func.sum(col(SeenCount.number)))
        .where(
            SeenCount.provider_id == provider_id,
            SeenCount.region_id == region_id,
            col(SeenCount.day).between(period.first, period.last),
        )
        .group_by(col(SeenCount.what), col(SeenCount.question))
    )
    return {(SeenAs(what), question): int(number) for what, question, number in (await session.exec(asked)).all()}


async def _chosen(session: AsyncSession, provider_id: int, region_id: int, period: Period) -> int:
    """Notices that went there because the family chose it, by themselves or on advice."""
    first, after = clock.start_of(period.first), clock.start_of(period.last + timedelta(days=1))
    asked = (
        select(func.count(col(Application.id)))
        .join(Referral, col(Referral.id) == col(Application.referral_id))
        .where(
            Application.provider_id == provider_id,
            Application.region_id == region_id,
            col(Application.sent_at) >= first,
            col(Application.sent_at) < after,
            col(Referral.who_chose).in_(BY_FAMILY),
        )
    )
    return (await session.exec(asked)).one()
