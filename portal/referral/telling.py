"""Who is told of a referral by mail, in the transaction of what happened to it. A mail says that something happened to
a number, and at which provider; nothing about the child or the help: for that one signs in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock
from portal.access.permissions import Permission, Reach, roles_with
from portal.mail.telling import tell, who_may
from portal.model import Account, FitQuestion, Membership, Practice, Provider, Referral
from portal.model.lasting import holds
from portal.referral.events import What
from portal.regions import RegionData
from portal.settings import Settings
from portal.web.address import link
from portal.web.entrance import APPLICATIONS, NOTICES, PROVIDER_AREA, REFERRER_AREA, REGION_REFERRALS, REQUESTS
from portal.web.findable import origin_of
from portal.web.language import N_, translations

NEWS, DUE, OVERDUE = "referral_news", "answer_due", "answers_overdue"
SCREENS = Permission.SCREEN
CONTRACTS = Permission.IMPOSE_STOP  # who looks after contracts decides on stops as well

# Title and sentence.
TOLD: Mapping[What, tuple[str, str]] = {
    What.ACCEPTED: (N_("An application was accepted"), N_("The provider accepts the application.")),
    What.DECLINED: (
        N_("An application was not accepted"),
        N_("The provider does not accept the application. The family chooses anew, with you."),
    ),
    What.BUDGET: (
        N_("A budget is too small, says the provider"),
        N_("The toegang decides whether there will be another budget. Until then the start waits."),
    ),
    What.CHOSE_OTHER: (N_("The family chooses another provider"), N_("The application lies here no more.")),
    What.OVERDUE: (
        N_("A provider has not answered in time"),
        N_("The provider was reminded, and still there is no answer. Call them, or choose anew with the family."),
    ),
    What.RETURNED: (
        N_("An application came back"),
        N_("The provider does not offer this help here any more. Choose anew with the family."),
    ),
    What.WITHDRAWN: (N_("A referral was withdrawn"), N_("The family withdrew the referral. You need do nothing.")),
    What.ALTERNATIVES: (
        N_("A family asks for other possibilities"),
        N_("The family wants to look at other providers with you."),
    ),
}
DUTY = (
    N_("Not accepted, though there is a duty to accept"),
    N_("The provider is enrolled for this help, and did not accept an application. What it gave as its ground:"),
)

FIT = (N_("A provider answered your question"), N_("You asked whether its help would fit."))


@dataclass(frozen=True)
class News:
    """What happened to a referral, at a provider where it lies or lay; none where it lay with nobody."""

    what: What
    referral: Referral
    provider: Provider | None
    once: str  # what makes it the same news
    region: RegionData


async def who_refers(session: AsyncSession, referral: Referral) -> Sequence[Account]:
    """In the practice that referred, as long as the region admits it; else at the toegang, which referred itself."""
    if referral.practice_id is None:
        return await who_decides(session, referral.region_id, referral.municipality)
    admitted = select(Practice.id).where(Practice.id == referral.practice_id, col(Practice.admitted_at).is_not(None))
    roles = roles_with(Permission.REFER, Reach.OWN_PRACTICE)
    return await _held(session, and_(col(Membership.practice_id).in_(admitted), col(Membership.role).in_(roles)))


async def who_decides(session: AsyncSession, region_id: int, municipality: str) -> Sequence[Account]:
    roles = roles_with(Permission.DECIDE_REQUEST, Reach.OWN_MUNICIPALITY)
    there = (col(Membership.region_id) == region_id, col(Membership.municipality) == municipality)
    return await _held(session, and_(*there, col(Membership.role).in_(roles)))


async def _held(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[Account]:
    now = clock.now()
    held = select(Membership.account_id).where(which, col(Membership.since) <= now, holds(now))
    asked = select(Account).where(col(Account.id).in_(held), col(Account.ended).is_(None)).order_by(col(Account.id))
    return (await session.exec(asked)).all()


async def tell_referrer(session: AsyncSession, settings: Settings, news: News) -> None:
    """Always: source 001, 2, "altijd meldingsplicht van doorverwijzing aan de initiële verwijzer"."""
    await _tell(session, settings, news, await who_refers(session, news.referral), f"{NOTICES}/{news.referral.key}")


async def tell_toegang(session: AsyncSession, settings: Settings, news: News) -> None:
    """Whoever refers from there has been told already. What waits for its decision is decided on a page of its own."""
    referral = news.referral
    if referral.practice_id is not None:
        people = await who_decides(session, referral.region_id, referral.municipality)
        decides = news.what is What.BUDGET
        await _tell(session, settings, news, people, f"{REQUESTS if decides else NOTICES}/{referral.key}")


async def tell_provider(session: AsyncSession, settings: Settings, news: News, application: str) -> None:
    assert news.provider is not None
    people = await who_may(session, SCREENS, provider_id=news.provider.id)
    await _tell(session, settings, news, people, f"{inbox_of(news.provider)}/{application}")


async def tell_of_duty(session: AsyncSession, settings: Settings, news: News, ground: str) -> None:
    """Who contracts: what was not accepted under a duty. No number: the region sees counts, and no referrals."""
    people = await who_may(session, CONTRACTS, region_id=news.region.id)
    origin = origin_of(settings, news.region)

    def values(language: str) -> Mapping[str, object]:
        said = translations(language).gettext
        title, sentence = (said(text) for text in DUTY)
        return {
            "title": title,
            "sentence": f"{sentence} {said(ground)}.",
            "number": "",
            "provider": news.provider.name if news.provider else "",
            "phone": "",
            "address": origin + link(language, REGION_REFERRALS),
        }

    await tell(session, settings, NEWS, people, once=f"duty:{news.once}", region=news.region, values=values)


async def tell_of_due(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, numbers: Sequence[str], once: str
) -> None:
    """Who screens there: all that waits too long, in one mail."""
    people = await who_may(session, SCREENS, provider_id=provider.id)
    origin = origin_of(settings, region)

    def values(language: str) -> Mapping[str, object]:
        address = origin + link(language, inbox_of(provider))
        return {"provider": provider.name, "numbers": numbers, "address": address}

    await tell(session, settings, DUE, people, once=once, region=region, values=values)


async def tell_of_overdue(
    session: AsyncSession, settings: Settings, region: RegionData, provider: Provider, many: int, once: str
) -> None:
    """Who contracts: how many, and where."""
    people = await who_may(session, CONTRACTS, region_id=region.id)
    origin = origin_of(settings, region)

    def values(language: str) -> Mapping[str, object]:
        return {"provider": provider.name, "many": many, "address": origin + link(language, REGION_REFERRALS)}

    await tell(session, settings, OVERDUE, people, once=once, region=region, values=values)


async def tell_of_answer(session: AsyncSession, settings: Settings, question: FitQuestion, region: RegionData) -> None:
    """Who asked before referring."""
    asked = select(Account).where(Account.id == question.asked_by, col(Account.ended).is_(None))
    people = (await session.exec(asked)).all()
    provider = await session.get_one(Provider, question.provider_id)
    origin = origin_of(settings, region)

    def values(language: str) -> Mapping[str, object]:
        title, sentence = (translations(language).gettext(text) for text in FIT)
        about = {"title": title, "sentence": sentence, "number": "", "provider": provider.name, "phone": provider.phone}
        return {**about, "address": origin + link(language, REFERRER_AREA)}

    await tell(session, settings, NEWS, people, once=f"fit:{question.key}", region=region, values=values)


def inbox_of(provider: Provider) -> str:
    return f"{PROVIDER_AREA}/{provider.slug}/{APPLICATIONS}"


async def _tell(session: AsyncSession, settings: Settings, news: News, people: Sequence[Account], path: str) -> None:
    origin = origin_of(settings, news.region)

    def values(language: str) -> Mapping[str, object]:
        title, sentence = (translations(language).gettext(text) for text in TOLD[news.what])
        return {
            "title": title,
            "sentence": sentence,
            "number": news.referral.number,
            "provider": news.provider.name if news.provider else "",
            "phone": news.provider.phone if news.provider else "",
            "address": origin + link(language, path),
        }

    once = f"{news.what}:{news.once}"
    await tell(session, settings, NEWS, people, once=once, region=news.region, values=values)
