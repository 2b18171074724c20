"""Who is told of which offers today. Made of what is known, without asking anything."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from portal.model import Terms
from portal.reminders.due import Known, OfferHeld, Person, Works
from portal.reminders.rules import (
    Told,
    Wish,
    counts,
    is_told,
    reminded_until,
    tells_managers,
    tells_region,
    turn_of,
    turn_of_region,
)

REMINDER, TO_MANAGERS, TO_REGION = "reminder", "reminder_managers", "reminder_region"


@dataclass
class Letter:
    """To one person, of all that they are told today. `once`: the day that it is the news of."""

    kind: str
    person: Person
    once: date
    offers: list[OfferHeld] = field(default_factory=list)
    turns: dict[int, date] = field(default_factory=dict)  # by provider
    region_id: int = 0


@dataclass
class Plan:
    """`nobody`: offers of which nobody is there to be told; that they are due is written down all the same."""

    today: date
    letters: list[Letter] = field(default_factory=list)
    told: dict[int, Told] = field(default_factory=dict)  # by offer, when all of this has been told
    nobody: list[OfferHeld] = field(default_factory=list)


def plan_of(known: Known, terms: Mapping[int, Terms], today: date) -> Plan:
    """`terms` by region."""
    offers: dict[int, list[OfferHeld]] = defaultdict(list)
    for offer in sorted(known.offers, key=lambda one: one.order):
        offers[offer.provider_id].append(offer)
    works = people_of(known)
    plan = Plan(today, told=dict(known.told))
    reminders = _reminders(known, offers, works, plan)
    _leave_out_nobody(offers, works, plan)
    _to_managers(known, terms, works, reminders, plan)
    _to_region(known, terms, plan)
    return plan


def people_of(known: Known) -> dict[int, list[Works]]:
    """By provider; each person once, as manager where they are both."""
    found: dict[int, dict[int, Works]] = defaultdict(dict)
    for one in known.works:
        there = found[one.provider_id].get(one.person.id)
        if there is None or (one.manages and not there.manages):
            since = min(one.since, there.since) if there else one.since
            found[one.provider_id][one.person.id] = replace(one, since=since)
    return {provider: list(people.values()) for provider, people in found.items()}


def wish_of(known: Known, one: Works, people: Sequence[Works]) -> Wish:
    """As it counts: beside what the others of the provider wish."""
    wish = known.wishes.get((one.person.id, one.provider_id), Wish())
    others = [known.wishes.get((other.person.id, one.provider_id), Wish()) for other in people if other is not one]
    return counts(wish, others)


def last_turn(known: Known, one: Works) -> date | None:
    turn = known.turns.get((one.person.id, one.provider_id))
    return turn.day if turn else None


def _reminders(
    known: Known, offers: Mapping[int, list[OfferHeld]], works: Mapping[int, list[Works]], plan: Plan
) -> dict[int, Letter]:
    """By account."""
    letters: dict[int, Letter] = {}
    for provider, people in works.items():
        # Only where one of them wishes none the others have a say in it.
        plain = all((p.person.id, provider) not in known.wishes for p in people)
        for one in people if provider in offers else ():
            wish = Wish() if plain else wish_of(known, one, people)
            turn = turn_of(wish, last_turn(known, one), one.since, plan.today)
            if turn is None:
                continue
            until = reminded_until(wish, turn)
            if not (due := [offer for offer in offers[provider] if is_told(offer.fading, until)]):
                continue
            letter = letters.setdefault(one.person.id, Letter(REMINDER, one.person, plan.today))
            letter.offers += due
            letter.turns[provider] = turn
            for offer in due:
                plan.told.setdefault(offer.id, Told(plan.today))
    plan.letters += letters.values()
    return letters


def _leave_out_nobody(offers: Mapping[int, list[OfferHeld]], works: Mapping[int, list[Works]], plan: Plan) -> None:
    for provider, held in offers.items():
        if provider in works:
            continue
        for offer in held:
            if offer.id not in plan.told and is_told(offer.fading, plan.today):
                plan.told[offer.id] = Told(plan.today)
                plan.nobody.append(offer)


def _to_managers(
    known: Known,
    terms: Mapping[int, Terms],
    works: Mapping[int, list[Works]],
    reminders: Mapping[int, Letter],
    plan: Plan,
) -> None:
    letters: dict[int, Letter] = {}
    for offer in sorted(known.offers, key=lambda one: one.order):
        told = plan.told.get(offer.id)
        if told is None or not tells_managers(terms[offer.region_id], told, offer.fading, plan.today):
            continue
        plan.told[offer.id] = replace(told, managers=plan.today)
        managers = [one.person for one in works.get(offer.provider_id, ()) if one.manages]
        for person in managers:
            if _was_reminded(person, offer, told, known, reminders):
                continue
            letter = letters.setdefault(person.id, Letter(TO_MANAGERS, person, plan.today))
            letter.offers.append(offer)
        if not managers:
            plan.nobody.append(offer)
    plan.letters += letters.values()


def _was_reminded(person: Person, offer: OfferHeld, told: Told, known: Known, reminders: Mapping[int, Letter]) -> bool:
    """Who got it as somebody who keeps the offers, and also manages them, gets one mail and not two."""
    today = person.id in reminders and offer.provider_id in reminders[person.id].turns
    turn = known.turns.get((person.id, offer.provider_id))
    return today or (turn is not None and turn.sent_on >= told.reminded)


def _to_region(known: Known, terms: Mapping[int, Terms], plan: Plan) -> None:
    """All that nobody answers, once a week; only where the region has not been told of one of them."""
    turn = turn_of_region(plan.today)
    if turn is None:
        return
    silent: dict[int, list[OfferHeld]] = defaultdict(list)
    for offer in known.offers:
        if tells_region(terms[offer.region_id], plan.told.get(offer.id), plan.today):
            silent[offer.region_id].append(offer)
    for region, offers in silent.items():
        new = [offer for offer in offers if plan.told[offer.id].region is None]
        if not new:
            continue
        people = {one.person.id: one.person for one in known.contracts if one.region_id == region}
        plan.letters += [Letter(TO_REGION, who, turn, offers, region_id=region) for who in people.values()]
        if people:
            for offer in new:
                plan.told[offer.id] = replace(plan.told[offer.id], region=plan.today)
