"""What a provider answers to "would this fit?", asked before anything is referred. Closed choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access import Visitor
from portal.access.fetch_referrals import question_for
from portal.finding.card import name_of_offer
from portal.model import FitQuestion, Offer, Practice
from portal.model.columns import Texts
from portal.referral.answering import SCREEN
from portal.referral.fit import FitAnswer, due_on
from portal.referral.states import Overtaken
from portal.referral.telling_of_questions import tell_of_answer
from portal.regions import RegionData
from portal.web.house import House

MOST = 100  # shown, of those that have an answer
MONTHS = 12  # so far ahead it can be said that there is no room


@dataclass(frozen=True)
class Asked:
    """A question, by whom, and until when an answer is expected."""

    question: FitQuestion
    practice: str  # empty: the toegang asks
    what: Texts
    town: str
    due: date
    is_late: bool


def months_ahead(today: date) -> Sequence[date]:
    first = today.year * 12 + today.month  # the next one, counted from 0
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, first + MONTHS)]


async def answer_question(
    house: House, visitor: Visitor, region: RegionData, slug: str, key: str, said: tuple[FitAnswer, date | None]
) -> None:
    """Once: who asked may have gone by it already. Raises Overtaken."""
    answer, month = said
    async with house.database.writing(visitor.as_actor(SCREEN)) as session:
        question = await question_for(session, visitor, slug, key, region.id)
        if question.answer:
            raise Overtaken
        before = f":{month:%Y-%m}" if answer is FitAnswer.NO_ROOM and month else ""
        question.answer = f"{answer.value}{before}"
        question.answered_at = clock.now()
        await tell_of_answer(session, house.settings, question, region)


async def questions_at(session: AsyncSession, provider_id: int, region: RegionData) -> Sequence[Asked]:
    """Those without an answer first, the oldest of them first; then the newest that have one."""
    asked = (
        select(FitQuestion, Practice.name, Offer.help_kind, Offer.form)
        .outerjoin(Practice, col(Practice.id) == col(FitQuestion.practice_id))
        .outerjoin(Offer, col(Offer.key) == col(FitQuestion.offer))
        .where(FitQuestion.provider_id == provider_id, FitQuestion.region_id == region.id)
        .order_by(col(FitQuestion.answered_at).is_not(None), col(FitQuestion.id).desc())
        .limit(MOST)
    )
    rows = [
        _asked(one, name or "", kind or "", form or "", region)
        for one, name, kind, form in (await session.exec(asked)).all()
    ]
    return [*reversed([row for row in rows if not row.question.answer]), *(row for row in rows if row.question.answer)]


def _asked(question: FitQuestion, name: str, kind: str, form: str, region: RegionData) -> Asked:
    last = due_on(question, region)
    town = region.municipalities.get(question.municipality)
    return Asked(
        question,
        name,
        name_of_offer(kind, form, region) or {"nl": question.offer},
        town.name if town else "",
        last,
        not question.answer and last < clock.today(),
    )
