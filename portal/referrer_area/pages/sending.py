"""Sending a notice on to a provider: what it can be sent to now, and what stands in the form."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from portal.finding.finder import finder_of
from portal.finding.options import Options, options_for
from portal.finding.things import Thing, choices, things
from portal.finding.toegang import toegang_of
from portal.model import Referral, ReferralState, WhoChose
from portal.referral.consent import hears_by_task, is_asked_to_tell
from portal.referral.deciding import is_about
from portal.referral.grounds import GROUNDS
from portal.referral.routes import is_closed_care, thing_of
from portal.referral.sending import may_go, said_no
from portal.referrer_area.queries import Lies
from portal.shortlist.content import Content
from portal.shortlist.holding import Asking
from portal.shortlist.queries import known_today
from portal.web.visit import Visit

OTHER = "wat"  # query name: other help, for an arrangement


def thing_sent(referral: Referral, visit: Visit) -> Thing | None:
    """What it is about; for one of several providers at once, what was asked for in the address."""
    asked = things(visit.region).get(dict(visit.query).get(OTHER, "")) if referral.directed_by is not None else None
    if asked is not None and asked.type != "category":
        return asked
    return thing_of(referral.subject_type, referral.subject, visit.region)


async def sending(
    request: Asking,
    visit: Visit,
    session: AsyncSession,
    referral: Referral,
    content: Content,
    lying: Sequence[Lies],
) -> dict[str, Any]:
    """What it can be sent to now, if it can; and where it cannot go again."""
    refused = said_no(one.application for one in lying)
    town = visit.region.municipalities.get(referral.municipality)
    may_send = may_go(referral)
    thing = thing_sent(referral, visit)
    closed = thing is not None and is_closed_care(thing, visit.region)
    options = None
    listed: list[tuple[str, str]] = []
    if thing is not None and may_send:
        finder, band = finder_of(request.app.state), referral.age_band
        options = await options_for(finder, visit.region, thing, referral.municipality, band)
        known = await known_today(session, [item.offer for item in content.items], visit.region, visit.regions)
        listed = [
            (item.offer, f"{item.provider}: {visit.text(item.what)}")
            for item in content.items
            if item.offer in known and is_about(referral, known[item.offer].offer.subject, visit.region)
        ]
    return {
        "may_send": may_send,
        "thing": thing,
        "closed": closed and (may_send or referral.state is ReferralState.ALLOCATED),
        "toegang": toegang_of(town, visit.region) if town and closed else None,
        "options": options,
        "groups": choices(visit.region),
        "choose": [pair for pair in named(options, listed, visit) if pair[0] not in refused],
        "said_no": [one for one in lying if one.application in refused.values()],
        "grounds": GROUNDS,
        "asks_telling": is_asked_to_tell(referral),
        "hears_by_task": referral.practice_id is not None and hears_by_task(referral),
    }


def begun(
    referral: Referral, content: Content, lying: Sequence[Lies], choose: Mapping[str, str]
) -> Mapping[str, str | list[str]]:
    """What stands in a form that nobody filled in yet: what was agreed to before, and what the family chose, unless it
    was there already."""
    agreed = {"tell_toegang": "1" if referral.tell_toegang else ""}
    if content.chosen not in choose or content.chosen in (one.application.offer for one in lying):
        return {**agreed, "offer": referral.asked_offer}
    return {**agreed, "offer": content.chosen, "who_chose": WhoChose.FAMILY}


def named(options: Options | None, listed: list[tuple[str, str]], visit: Visit) -> list[tuple[str, str]]:
    """Offers to choose from: those on the family's list, then who else offers this help."""
    found = [card for card in options.cards if card.offer] if options else []
    named = [(card.offer, f"{card.name}: {visit.text(card.what)} {card.place}".rstrip()) for card in found]
    return list({**dict(listed), **dict(named)}.items())
