"""Asked before anything is referred: would this fit? Closed questions about what a provider offers. Nothing of a child
but an age band: what depends on more is asked by telephone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Permission, Visitor
from portal.access.fetch_referrals import within_reach
from portal.model import AgeBand, FitQuestion, Provider
from portal.referral.desks import Desk
from portal.referral.sending import offered
from portal.referral.telling_of_questions import tell_of_question
from portal.regions import RegionData
from portal.web.house import House
from portal.web.language import N_
from portal.working_days import working_day_after

MOST_ASKED = 5  # at once
SHOWN = 50

QUESTIONS: Mapping[str, str] = {
    "room_soon": N_("Is there room within the waiting time that you state?"),
    "several": N_("Can you help with several problems at once?"),
    "lvb": N_("Do you work with children who learn slowly (LVB)?"),
    "unsafe": N_("Can the help go on when it is not safe at home?"),
    "parents": N_("Do parents take part in the help?"),
    "home_school": N_("Can the help be given at home or at school?"),
    "after_school": N_("Can the help be given outside school hours?"),
    "interpreter": N_("Can an interpreter take part?"),
    "beside": N_("Can the help run beside that of another provider?"),
    "after_18": N_("Can the help go on after 18?"),
}


class FitAnswer(StrEnum):
    FITS = "fits"
    PROBABLY = "probably"
    TOO_HEAVY = "too_heavy"
    TOO_LIGHT = "too_light"
    NO_ROOM = "no_room"  # followed by the month before which there is none: "no_room:2027-03"


ANSWERS: Mapping[FitAnswer, str] = {
    FitAnswer.FITS: N_("Yes, this fits"),
    FitAnswer.PROBABLY: N_("Probably: call us first"),
    FitAnswer.TOO_HEAVY: N_("No, this is too heavy for us"),
    FitAnswer.TOO_LIGHT: N_("No, this is too light for us"),
    FitAnswer.NO_ROOM: N_("No room before"),
}


@dataclass(frozen=True)
class Asking:
    key: str  # of the form
    offer: str
    age: AgeBand
    questions: tuple[str, ...]


@dataclass(frozen=True)
class AskedOne:
    """A question of one's own, and the answer."""

    question: FitQuestion
    provider: str
    slug: str
    phone: str
    due: date

    @property
    def answer(self) -> str:
        """A message id, or nothing."""
        answer, _ = read_answer(self.question.answer)
        return ANSWERS[answer] if answer else ""

    @property
    def month(self) -> date | None:
        return read_answer(self.question.answer)[1]

    @property
    def late(self) -> bool:
        return not self.question.answer and self.due < clock.today()

    @property
    def to_call(self) -> bool:
        """No answer came, also after a reminder."""
        return not self.question.answer and self.question.asker_told_on is not None


def read_answer(stored: str) -> tuple[FitAnswer | None, date | None]:
    """And the month before which there is no room."""
    name, _, month = stored.partition(":")
    if name not in list(FitAnswer):
        return None, None
    return FitAnswer(name), date.fromisoformat(f"{month}-01") if month else None


async def ask(house: House, visitor: Visitor, region: RegionData, desk: Desk, asking: Asking) -> str:
    """What is wrong with it: a message id, or nothing. Sent twice it is asked once."""
    try:
        return await _ask(house, visitor, region, desk, asking)
    except IntegrityError:  # the same form once more in the same moment: by now it is there
        return await _ask(house, visitor, region, desk, asking)


async def _ask(house: House, visitor: Visitor, region: RegionData, desk: Desk, asking: Asking) -> str:
    assert visitor.account_id is not None
    async with house.database.writing(visitor.as_actor(Permission.REFER)) as session:
        before = select(FitQuestion.id).where(FitQuestion.key == asking.key)
        if (await session.exec(before)).first() is not None:
            return ""
        known, problem = await offered(session, asking.offer, region, house.regions)
        if known is None:
            return problem
        session.add(
            FitQuestion(
                key=asking.key,
                region_id=region.id,
                provider_id=known.provider.id or 0,
                offer=asking.offer,
                practice_id=desk.practice_id,
                municipality=desk.municipality,
                role=desk.role,
                asked_by=visitor.account_id,
                asked_at=clock.now(),
                age_band=asking.age,
                questions=list(asking.questions),
            )
        )
        await tell_of_question(session, house.settings, region, known.provider, asking.key)
    return ""


async def own_questions(session: AsyncSession, visitor: Visitor, region: RegionData) -> Sequence[AskedOne]:
    """The last ones first."""
    asked = (
        select(FitQuestion, Provider.name, Provider.slug, Provider.phone)
        .join(Provider, col(Provider.id) == FitQuestion.provider_id)
        .where(FitQuestion.region_id == region.id, within_reach(visitor, Permission.REFER, FitQuestion))
        .order_by(col(FitQuestion.id).desc())
        .limit(SHOWN)
    )
    rows = (await session.exec(asked)).all()
    return [AskedOne(one, name, slug, phone, due_on(one, region)) for one, name, slug, phone in rows]


def due_on(question: FitQuestion, region: RegionData) -> date:
    return working_day_after(clock.local(question.asked_at).date(), region.terms.fit_question_days)


def told_from(question: FitQuestion, region: RegionData) -> date | None:
    """From this day who asked is told that no answer came: as many working days again after the reminder."""
    if question.reminded_on is None:
        return None
    return working_day_after(question.reminded_on, region.terms.fit_question_days)
