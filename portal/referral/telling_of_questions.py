"""Who is told of a question about fit by mail, in the transaction of what happened to it."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal.mail.telling import who_may
from portal.model import Account, FitQuestion, Provider
from portal.referral.telling import SCREENS, Letter, Text, write_letter
from portal.regions import RegionData
from portal.settings import Settings
from portal.web.entrance import OWN_QUESTIONS, PROVIDER_AREA, QUESTIONS
from portal.web.language import N_

ASKED: Text = (
    N_("A question about whether your help fits"),
    N_("A few choices are enough for an answer."),
)
DUE: Text = (
    N_("Questions about whether your help fits wait too long for an answer"),
    N_("Their last day is over. A few choices are enough for an answer. Without one, who asked is told to call you."),
)
ANSWERED: Text = (
    N_("A provider answered your question"),
    N_("You asked whether its help would fit."),
)
UNANSWERED: Text = (
    N_("A provider has not answered your question"),
    N_(
        "You asked whether its help would fit. The provider was reminded, and still there is no answer. Call them: the "
        "telephone number stands on the page of the provider, where it is known."
    ),
)


async def tell_of_question(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, key: str
) -> None:
    """Who screens there: somebody asks before referring."""
    await _tell_provider(session, settings, region, provider, (ASKED, f"question:{key}"))


async def tell_of_due_questions(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, once: str
) -> None:
    """Who screens there: all that wait too long, in one mail."""
    await _tell_provider(session, settings, region, provider, (DUE, f"questions_due:{once}"))


async def tell_of_answer(session: AsyncSession, settings: Settings, question: FitQuestion, region: RegionData) -> None:
    provider = await session.get_one(Provider, question.provider_id)
    about = (ANSWERED, f"fit:{question.key}")
    await _tell_askers(session, settings, region, provider, [question.asked_by], about)


async def tell_of_no_answer(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, askers: Sequence[int], once: str
) -> None:
    """Each in one mail, however many they asked there."""
    await _tell_askers(session, settings, region, provider, askers, (UNANSWERED, f"unanswered:{once}"))


About = tuple[Text, str]  # and what makes it the same news


async def _tell_provider(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, about: About
) -> None:
    text, once = about
    people = await who_may(session, SCREENS, provider_id=provider.id)
    path = f"{PROVIDER_AREA}/{provider.slug}/{QUESTIONS}"
    await write_letter(session, settings, region, people, Letter(text, path, once))


async def _tell_askers(
    session: AsyncSession,
    settings: Settings,
    region: RegionData,
    provider: Provider,
    askers: Sequence[int],
    about: About,
) -> None:
    text, once = about
    asked = select(Account).where(col(Account.id).in_(askers), col(Account.ended).is_(None))
    people = (await session.exec(asked.order_by(col(Account.id)))).all()
    await write_letter(session, settings, region, people, Letter(text, OWN_QUESTIONS, once, provider=provider))
