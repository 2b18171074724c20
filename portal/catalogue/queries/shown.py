"""What may be shown of a provider's contract, places and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.finding.offers import is_public
from portal.model import Contract, Location, Offer, ProviderFunction, TariffGroup
from portal.model.columns import Texts
from portal.model.lasting import not_over
from portal.model.visibility import ShownPlace, children_live_at, shown_place
from portal.regions import RegionData


class ContractState(StrEnum):
    RUNNING = "running"
    TO_COME = "to_come"
    ENDED = "ended"
    UNKNOWN = "unknown"  # named by a source, but no contract is known


@dataclass(frozen=True)
class ContractShown:
    state: ContractState
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Places:
    """Where a provider is, as finely as may be shown."""

    addresses: tuple[ShownPlace, ...]
    places: tuple[tuple[str, int], ...]  # place, number of locations of which no more is shown
    elsewhere: int  # locations of which not even the place is shown


@dataclass(frozen=True)
class Staff:
    """One tariff group at work here. Numbers of people, never who they are."""

    group: TariffGroup
    people: int | None
    functions: tuple[tuple[Texts, int | None], ...]


def contract_shown(contracts: Sequence[Contract], today: date) -> ContractShown:
    """The one that runs; else the first to come; else the last that was."""
    known = [contract for contract in contracts if contract.known]
    if not known:
        return ContractShown(ContractState.UNKNOWN)
    started = [c for c in known if c.starts is None or c.starts <= today]
    running = [c for c in started if not_over(c.ends, today)]
    if running:
        return _contract(ContractState.RUNNING, max(running, key=lambda c: c.ends or date.max))
    to_come = [c for c in known if c not in started]
    if to_come:
        return _contract(ContractState.TO_COME, min(to_come, key=lambda c: c.starts or date.min))
    if len(known) < len(contracts):
        return ContractShown(ContractState.UNKNOWN)
    return _contract(ContractState.ENDED, max(started, key=lambda c: c.ends or date.min))


def _contract(state: ContractState, contract: Contract) -> ContractShown:
    return ContractShown(state, contract.starts, contract.ends)


def places_shown(locations: Sequence[Location], offers: Sequence[Offer], region: RegionData) -> Places:
    """Not at all listed is a location that serves restricted offers, or those of other regions, and no others."""
    addresses: list[ShownPlace] = []
    places: dict[str, int] = {}
    elsewhere = 0
    for location in locations:
        here = [offer for offer in offers if offer.location_id == location.id]
        if here and not any(offer.region_id == region.id and is_public(offer, region) for offer in here):
            continue
        lives = children_live_at((offer.form for offer in here), region.forms)
        place = shown_place(location, children_live_here=lives)
        if place.street:
            addresses.append(place)
        elif place.place:
            places[place.place] = places.get(place.place, 0) + 1
        else:
            elsewhere += 1
    return Places(tuple(addresses), tuple(sorted(places.items())), elsewhere)


def staff_shown(rows: Sequence[ProviderFunction], region: RegionData) -> tuple[Staff, ...]:
    by_group: dict[str, list[ProviderFunction]] = {}
    for row in rows:
        by_group.setdefault(row.tariff_group, []).append(row)
    return tuple(
        _of_group(group, by_group[key], region) for key, group in region.tariff_groups.items() if key in by_group
    )


def _of_group(group: TariffGroup, rows: list[ProviderFunction], region: RegionData) -> Staff:
    named = [row for row in rows if row.function in region.functions]
    whole = next((row.people for row in rows if not row.function), None)
    numbers = [row.people for row in named]
    if whole is None and numbers and None not in numbers:
        whole = sum(number for number in numbers if number is not None)
    functions = sorted(named, key=lambda row: region.functions[row.function].position)
    return Staff(group, whole, tuple((region.functions[row.function].names, row.people) for row in functions))
