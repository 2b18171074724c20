"""Questions about fit, asked of a provider before anything is referred."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from pydantic import BaseModel, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.fetch import provider_for
from portal.access.fetch_referrals import question_for
from portal.referral import words
from portal.referral.answering import SCREEN
from portal.referral.fit import ANSWERS, QUESTIONS, FitAnswer, read_answer
from portal.referral.fit_answers import answer_question, months_ahead, questions_at
from portal.referral.states import Overtaken
from portal.screening.pages.shown import SCREENING, Asking
from portal.web.address import link
from portal.web.entrance import DONE, PROVIDER_AREA
from portal.web.entrance import QUESTIONS as PART
from portal.web.form import read_form
from portal.web.language import N_
from portal.web.page import page
from portal.web.visit import Visit

PATH = f"{PROVIDER_AREA}/{{slug:str}}/{PART}"
ANSWERED = "beantwoord"
WHICH_MONTH = N_("Choose before which month there is no room.")


@dataclass(frozen=True)
class Tried:
    """What was sent of one question, and not saved."""

    key: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""


class FitForm(BaseModel):
    answer: FitAnswer = Field(alias="uitkomst")
    month: str = Field(alias="maand", default="", max_length=7)


@get(PATH, name="screening.questions", opt=SCREENING)
async def questions_page(
    request: Asking, visit: NamedDependency[Visit], session: NamedDependency[AsyncSession], slug: FromPath[str]
) -> Response[str]:
    return await _shown(request, visit, session, slug, done=dict(visit.query).get(DONE, ""))


@post(f"{PATH}/{{key:str}}", name="screening.answer_question", opt=SCREENING, status_code=200)
async def question_answered(
    request: Asking,
    visit: NamedDependency[Visit],
    session: NamedDependency[AsyncSession],
    slug: FromPath[str],
    key: FromPath[str],
) -> Response[str] | Redirect:
    await question_for(session, visit.visitor, slug, key, visit.region.id)
    filled = await read_form(request, FitForm, visit)
    error = next(iter(filled.errors.values()), "")
    month = None
    if (said := filled.valid) is not None:
        month = next((one for one in months_ahead(clock.today()) if f"{one:%Y-%m}" == said.month), None)
        if said.answer is FitAnswer.NO_ROOM and month is None:
            error = visit.gettext(WHICH_MONTH)
    tried = Tried(key, filled.typed, error)
    if said is None or error:
        return await _shown(request, visit, session, slug, status=422, tried=tried)
    try:
        await answer_question(visit.house, visit.visitor, visit.region, slug, key, (said.answer, month))
    except Overtaken:
        return await _shown(request, visit, session, slug, status=409, tried=tried)
    path = f"{PROVIDER_AREA}/{slug}/{PART}"
    return Redirect(link(visit.language, path, [(DONE, ANSWERED)]), status_code=303)


async def _shown(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    slug: str,
    *,
    status: int = 200,
    done: str = "",
    tried: Tried | None = None,
) -> Response[str]:
    await session.commit()  # what somebody else answered meanwhile is read too
    session.expunge_all()
    provider = await provider_for(session, visit.visitor, slug, SCREEN)
    return page(
        request,
        visit,
        "screening/questions.html",
        private=True,
        status=status,
        provider=provider,
        found=await questions_at(session, provider.id or 0, visit.region),
        path=f"{PROVIDER_AREA}/{provider.slug}/{PART}",
        days=visit.region.terms.fit_question_days,
        months=_months(),
        answers=ANSWERS,
        questions=QUESTIONS,
        read_answer=read_answer,
        answered=done == ANSWERED,
        overtaken=status == 409,
        tried=tried or Tried(),
        words=words,
    )


def _months() -> list[tuple[str, date]]:
    return [(f"{one:%Y-%m}", one) for one in months_ahead(clock.today())]
