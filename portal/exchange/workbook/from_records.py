"""Rows of the database → rows of the workbook."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import SQLModel

from portal.exchange.workbook.rows import (
    AvailabilityRow,
    ContractRow,
    FacilityRow,
    LineRow,
    LocationRow,
    MeasurementRow,
    OfferRow,
    ProviderRow,
    Row,
    StopRow,
)
from portal.model import (
    Audience,
    Availability,
    Contract,
    ContractLine,
    Facility,
    IntakeStop,
    Location,
    Measurement,
    Offer,
    OfferLine,
    Provider,
    ProviderFunction,
)


@dataclass
class Keys:
    """Database id → key."""

    providers: dict[int, str]
    locations: dict[int, str] = field(default_factory=dict)
    contracts: dict[int, str] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)
    offers: dict[int, str] = field(default_factory=dict)


def rows_of(here: dict[type[SQLModel], list[Any]], keys: Keys) -> dict[str, dict[str, Row]]:
    functions: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    for r in here[ProviderFunction]:
        functions[r.provider_id].append((r.function or r.tariff_group, r.people))
    lines: dict[int, list[str]] = defaultdict(list)
    for r in here[OfferLine]:
        if r.offer_id in keys.offers:
            lines[r.offer_id].append(keys.lines[r.contract_line_id])
    made: dict[str, Iterable[Row]] = {
        "Aanbieders": (_provider(r, sorted(functions[r.id], key=by_name)) for r in here[Provider]),
        "Locaties": (_location(r, keys) for r in here[Location]),
        "Contracten": (_contract(r, keys) for r in here[Contract]),
        "Inschrijvingen": (_line(r, keys) for r in here[ContractLine]),
        "Aanbod": (_offer(r, keys, sorted(lines[r.id])) for r in here[Offer]),
        "Beschikbaarheid": (_availability(r, keys) for r in here[Availability]),
        "Metingen": (_measurement(r, keys) for r in here[Measurement]),
        "Stops": (_stop(r, keys) for r in here[IntakeStop]),
        "Voorzieningen": (_facility(r) for r in here[Facility]),
    }
    return {name: {row.key: row for row in rows} for name, rows in made.items()}


def by_name(function: tuple[str, int | None]) -> tuple[str, int]:
    return function[0], function[1] or 0


def _same(r: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(r, name) for name in ("key", *names)}


def _both(texts: dict[str, str], name: str) -> dict[str, Any]:
    return {f"{name}_nl": texts.get("nl", ""), f"{name}_en": texts.get("en", "")}


def _provider(r: Any, functions: list[tuple[str, int | None]]) -> Row:
    plain = _same(r, "name", "other_names", "sectors", "languages", "roles", "phone", "email", "website", "is_example")
    return ProviderRow(
        **plain,
        **_both(r.about, "about"),
        **_both(r.approach, "approach"),
        **_both(r.identity, "identity"),
        kvk=r.kvk or "",
        agb=r.agb or "",
        checked_on=date.fromisoformat(r.checked_on) if r.checked_on else None,
        functions=functions,
        source=r.source,
    )


def _location(r: Any, keys: Keys) -> Row:
    plain = _same(r, "name", "street", "postcode", "place", "municipality", "phone", "visibility")
    return LocationRow(**plain, provider=keys.providers[r.provider_id])


def _contract(r: Any, keys: Keys) -> Row:
    return ContractRow(**_same(r, "known", "starts", "ends", "source"), provider=keys.providers[r.provider_id])


def _line(r: Any, keys: Keys) -> Row:
    return LineRow(**_same(r, "product", "starts", "ends"), contract=keys.contracts[r.contract_id])


def _offer(r: Any, keys: Keys, lines: list[str]) -> Row:
    plain = _same(
        r, "help_kind", "form", "comes_to", "municipalities", "age_from", "age_to", "target_groups", "settings"
    )
    more = _same(r, "tariff_groups", "budgets", "group_size", "capacity", "published")
    return OfferRow(
        **(plain | more),
        **_both(r.title, "title"),
        **_both(r.about, "about"),
        provider=keys.providers[r.provider_id],
        lines=lines,
        location=keys.locations[r.location_id] if r.location_id else "",
        methods=[(str(method["name"]), bool(method.get("recognised"))) for method in r.methods],
        restricted=r.audience == Audience.RESTRICTED,
    )


def _availability(r: Any, keys: Keys) -> Row:
    names = ("status", "free_places", "intake_wait", "treatment_wait", "reference_date")
    return AvailabilityRow(key=keys.offers[r.offer_id], **{name: getattr(r, name) for name in names})


def _measurement(r: Any, keys: Keys) -> Row:
    plain = _same(r, "indicator", "category", "product", "numerator", "n", "mean", "deviation", "invited", "responded")
    more = _same(
        r, "period_from", "period_to", "informant", "frame", "instrument", "delivered_on", "source", "audience"
    )
    return MeasurementRow(**(plain | more), provider=keys.providers[r.provider_id])


def _stop(r: Any, keys: Keys) -> Row:
    return StopRow(
        **_same(r, "product", "imposed", "ground", "starts", "ends"),
        **_both(r.public_text, "text"),
        provider=keys.providers[r.provider_id],
        offer=keys.offers[r.offer_id] if r.offer_id else "",
    )


def _facility(r: Any) -> Row:
    plain = _same(r, "kind", "municipalities", "phone", "url", "ends", "is_example", "source")
    return FacilityRow(
        **(plain | _same(r, "help_kinds", "forms", "target_groups", "age_from", "age_to")),
        **_both(r.names, "name"),
        **_both(r.about, "about"),
        **_both(r.hours, "hours"),
    )
