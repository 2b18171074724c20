"""From what somebody is told to the mail: a link per offer, and what the templates say of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from portal import clock, secrecy
from portal.access.mail_address import PURPOSE
from portal.access.one_time import VALID
from portal.mail.writing import NotAnAddress, Receiver, Row, made_ready
from portal.model import LinkPurpose
from portal.model.columns import Texts
from portal.regions import RegionData
from portal.reminders.due import Known, OfferHeld, Person
from portal.reminders.plan import REMINDER, TO_REGION, Letter
from portal.secrecy import Unreadable
from portal.settings import Settings
from portal.web.address import link
from portal.web.entrance import OWN_REMINDERS, PROVIDER_AREA, STILL_RIGHT, STOP_REMINDERS
from portal.web.findable import origin_of
from portal.web.language import DEFAULT


@dataclass(frozen=True)
class Ready:
    """A mail and the links in it, to be written together."""

    letter: Letter
    mail: Row = field(repr=False)
    links: Sequence[Row] = field(default=(), repr=False)


@dataclass
class Maker:
    settings: Settings
    known: Known
    regions: Mapping[int, RegionData]  # by id

    def make(self, letter: Letter) -> Ready | None:
        """None where the address cannot be read or written to."""
        try:
            address = self.settings.secrecy().unseal(letter.person.email_sealed, PURPOSE)
            return self._of_region(letter, address) if letter.kind == TO_REGION else self._of_provider(letter, address)
        except (Unreadable, NotAnAddress):
            return None

    def _of_provider(self, letter: Letter, address: str) -> Ready:
        who, now = letter.person, clock.now()
        region = self.regions[letter.offers[0].region_id]
        bundle, links = secrecy.public_key(), []
        providers: dict[int, dict[str, Any]] = {}
        for offer in letter.offers:
            token = secrecy.token()
            links.append(_link_row(token, LinkPurpose.CONFIRM, who, now, offer_id=offer.id, bundle=bundle))
            name, slug = self.known.providers[offer.provider_id]
            own = origin_of(self.settings, self.regions[offer.region_id])
            told = providers.setdefault(
                offer.provider_id,
                {
                    "name": name,
                    "rhythm": own + link(who.language, f"{PROVIDER_AREA}/{slug}/{OWN_REMINDERS}"),
                    "offers": [],
                },
            )
            told["offers"].append(
                shown(offer, who.language) | {"address": own + link(who.language, f"{STILL_RIGHT}/{token}")}
            )
        stop = ""
        if letter.kind == REMINDER:
            token = secrecy.token()
            links.append(_link_row(token, LinkPurpose.STOP_REMINDERS, who, now))
            stop = origin_of(self.settings, region) + link(who.language, f"{STOP_REMINDERS}/{token}")
        values = {
            "providers": list(providers.values()),
            "many": len(letter.offers),
            "works_until": now + VALID[LinkPurpose.CONFIRM],
        }
        return Ready(letter, self._mail(letter, address, region, values, stop), links)

    def _of_region(self, letter: Letter, address: str) -> Ready:
        region = self.regions[letter.region_id]
        own = origin_of(self.settings, region)
        counted: dict[int, int] = {}
        for offer in letter.offers:
            counted[offer.provider_id] = counted.get(offer.provider_id, 0) + 1
        providers = [
            {
                "name": self.known.providers[number][0],
                "many": many,
                "address": own
                + link(letter.person.language, f"{PROVIDER_AREA}/{self.known.providers[number][1]}/beschikbaarheid"),
            }
            for number, many in counted.items()
        ]
        values = {"providers": sorted(providers, key=lambda one: str(one["name"]).casefold()), "many": len(providers)}
        return Ready(letter, self._mail(letter, address, region, values, ""))

    def _mail(self, letter: Letter, address: str, region: RegionData, values: dict[str, Any], stop: str) -> Row:
        who = letter.person
        return made_ready(
            self.settings,
            letter.kind,
            Receiver(address, who.name, who.language),
            once=f"{letter.once.isoformat()} {letter.region_id or ''}",
            region=region,
            unsubscribe=stop,
            values=values,
        )


def shown(offer: OfferHeld, language: str) -> dict[str, Any]:
    """What stands of an offer, as a template says it."""

    def text(of: Texts) -> str:
        return of.get(language) or of.get(DEFAULT, "")

    today = clock.today()
    return {
        "name": text(offer.title) or text(offer.thing),
        "place": offer.place,
        "towns": ", ".join(offer.towns),
        "status": offer.status.value if offer.status else "",
        "places": offer.free_places,
        "intake": offer.intake_wait,
        "treatment": offer.treatment_wait,
        "days_ago": (today - offer.reference).days if offer.reference else None,
        "until": offer.fading.room if offer.fading and offer.fading.room >= today else None,
        "wait_until": _wait_until(offer, today),
    }


def _wait_until(offer: OfferHeld, today: date) -> date | None:
    """Where the wait is all that families still see."""
    if offer.fading is None or offer.fading.wait is None or offer.fading.room >= today:
        return None
    return offer.fading.wait if offer.fading.wait >= today else None


def _link_row(
    token: str, purpose: LinkPurpose, who: Person, now: datetime, *, offer_id: int | None = None, bundle: str = ""
) -> Row:
    return {
        "token_print": secrecy.token_print(token),
        "purpose": purpose,
        "account_id": who.id,
        "email_sealed": "",
        "language": who.language,
        "offer_id": offer_id,
        "bundle": bundle,
        "expires": now + VALID[purpose],
        "used_at": None,
    }
