"""Who is told of a referral by mail, in the transaction of what happened to it. A mail says that something happened to
a number, and at which provider; nothing about the child or the help: for that one signs in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from portal.access.permissions import Permission
from portal.mail.telling import tell, who_may
from portal.model import Account, Provider, Referral
from portal.referral.events import What
from portal.referral.receivers import who_decides, who_refers
from portal.regions import RegionData
from portal.settings import Settings
from portal.web.address import link
from portal.web.entrance import (
    APPLICATIONS,
    NOTICES,
    PROVIDER_AREA,
    REGION_REFERRALS,
    REQUESTS,
)
from portal.web.findable import origin_of
from portal.web.language import N_, translations

NEWS, DUE, OVERDUE = "referral_news", "answer_due", "answers_overdue"
SCREENS = Permission.SCREEN
CONTRACTS = Permission.IMPOSE_STOP  # who looks after contracts decides on stops as well

# Title and sentence.
Text = tuple[str, str]
DECIDED = (
    N_("The toegang decided on your request"),
    N_("Look at what was decided, and go on with the family."),
)
TOLD: Mapping[What, Text] = {
    # To the toegang, of a notice of a GI that sends it itself.
    What.MADE: (N_("A GI refers in your municipality"), N_("The GI decides on this together with you.")),
    What.REQUESTED: (
        N_("A request waits for your decision"),
        N_("Look at it, and decide within the agreed time."),
    ),
    What.AGREED: DECIDED,
    What.OTHER_FORM: DECIDED,
    What.OTHER_BUDGET: DECIDED,
    What.REFUSED: DECIDED,
    What.SENT: (
        N_("A new application waits for your answer"),
        N_("Somebody wants to refer to you. Look at it, and answer within the agreed time."),
    ),
    What.BUDGET_AGREED: (
        N_("The toegang agreed with another budget"),
        N_("Look at the new budget. The provider answers once more."),
    ),
    What.BUDGET_REFUSED: (
        N_("The toegang did not agree with another budget"),
        N_("The application lies with this provider no more. The family chooses another one."),
    ),
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
    What.UNREACHED: (
        N_("No mail arrives at a provider"),
        N_("Mail to everybody there who looks at applications comes back. Call them, and use the letter."),
    ),
    What.WITHDRAWN: (N_("A referral was withdrawn"), N_("You need do nothing more.")),
    What.ALTERNATIVES: (
        N_("A family asks for other possibilities"),
        N_("The family wants to look at other providers with you."),
    ),
}
DUTY = (
    N_("Not accepted, though there is a duty to accept"),
    N_("The provider is enrolled for this help, and did not accept an application. What it gave as its ground:"),
)

FOR_DECISION = (What.REQUESTED, What.BUDGET)


@dataclass(frozen=True)
class News:
    """What happened to a referral, at a provider where it lies or lay; none where it lay with nobody."""

    what: What
    referral: Referral
    provider: Provider | None
    once: str  # what makes it the same news
    region: RegionData


async def tell_referrer(session: AsyncSession, settings: Settings, news: News) -> None:
    """Always: source 001, 2, "altijd meldingsplicht van doorverwijzing aan de initiële verwijzer"."""
    await _tell(session, settings, news, await who_refers(session, news.referral), f"{NOTICES}/{news.referral.key}")


async def tell_toegang(session: AsyncSession, settings: Settings, news: News) -> None:
    """Whoever refers from there has been told already. What waits for its decision is decided on a page of its own."""
    referral = news.referral
    if referral.practice_id is not None or news.what is What.REQUESTED:
        people = await who_decides(session, referral.region_id, referral.municipality)
        decides = news.what in FOR_DECISION
        await _tell(session, settings, news, people, f"{REQUESTS if decides else NOTICES}/{referral.key}")


async def tell_provider(session: AsyncSession, settings: Settings, news: News, application: str) -> None:
    assert news.provider is not None
    people = await who_may(session, SCREENS, provider_id=news.provider.id)
    await _tell(session, settings, news, people, f"{inbox_of(news.provider)}/{application}")


async def tell_of_duty(session: AsyncSession, settings: Settings, news: News, ground: str) -> None:
    """Who contracts: what was not accepted under a duty. No number: the region sees counts, and no referrals."""
    people = await who_may(session, CONTRACTS, region_id=news.region.id)
    letter = Letter(DUTY, REGION_REFERRALS, f"duty:{news.once}", provider=news.provider, ground=ground)
    await write_letter(session, settings, news.region, people, letter)


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


def inbox_of(provider: Provider) -> str:
    return f"{PROVIDER_AREA}/{provider.slug}/{APPLICATIONS}"


async def _tell(session: AsyncSession, settings: Settings, news: News, people: Sequence[Account], path: str) -> None:
    once = f"{news.what}:{news.once}"
    letter = Letter(TOLD[news.what], path, once, news.referral.number, news.provider)
    await write_letter(session, settings, news.region, people, letter)


@dataclass(frozen=True)
class Letter:
    text: Text
    path: str
    once: str
    number: str = ""
    provider: Provider | None = None
    ground: str = ""  # a message id


async def write_letter(
    session: AsyncSession, settings: Settings, region: RegionData, people: Sequence[Account], letter: Letter
) -> None:
    origin = origin_of(settings, region)

    def values(language: str) -> Mapping[str, object]:
        said = translations(language).gettext
        title, sentence = (said(text) for text in letter.text)
        return {
            "title": title,
            "sentence": f"{sentence} {said(letter.ground)}." if letter.ground else sentence,
            "number": letter.number,
            "provider": letter.provider.name if letter.provider else "",
            "phone": letter.provider.phone if letter.provider else "",
            "address": origin + link(language, letter.path),
        }

    await tell(session, settings, NEWS, people, once=letter.once, region=region, values=values)
