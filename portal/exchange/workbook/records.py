"""A row of a workbook → the values of its record."""

from collections.abc import Callable
from typing import Any

from portal import clock
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
from portal.model import Audience
from portal.model.lasting import not_over

Ids = dict[str, dict[str, int]]  # sheet → key → database id

# Fields with a text per language. The workbook holds two; the others stay as they are.
TEXTS = {"about", "approach", "identity", "title", "public_text", "names", "hours"}
IN_THE_WORKBOOK = ("nl", "en")


def values_of(name: str, row: Row, ids: Ids, region_id: int) -> dict[str, Any]:
    """`name` is the sheet's. Everything that the row says but its key; who it belongs to included."""
    return _VALUES[name](row, ids, region_id)


def texts(row: Row, name: str) -> dict[str, str]:
    both = {language: str(getattr(row, f"{name}_{language}")) for language in IN_THE_WORKBOOK}
    return {language: text for language, text in both.items() if text}


def with_other_languages(held: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    return said | {language: text for language, text in held.items() if language not in IN_THE_WORKBOOK}


def _fields(row: Row, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _provider(row: Row, _ids: Ids, _region_id: int) -> dict[str, Any]:
    assert isinstance(row, ProviderRow)
    plain = _fields(row, "name", "other_names", "sectors", "languages", "roles", "phone", "email", "website")
    return {
        **plain,
        "kvk": row.kvk or None,
        "agb": row.agb or None,
        "about": texts(row, "about"),
        "approach": texts(row, "approach"),
        "identity": texts(row, "identity"),
        "checked_on": row.checked_on.isoformat() if row.checked_on else "",
        "is_example": row.is_example,
        "source": row.source,
    }


def _location(row: Row, ids: Ids, _region_id: int) -> dict[str, Any]:
    assert isinstance(row, LocationRow)
    plain = _fields(row, "name", "street", "postcode", "place", "municipality", "phone", "visibility")
    return {**plain, "provider_id": ids["Aanbieders"][row.provider]}


def _contract(row: Row, ids: Ids, region_id: int) -> dict[str, Any]:
    assert isinstance(row, ContractRow)
    plain = _fields(row, "known", "starts", "ends", "source")
    return {**plain, "provider_id": ids["Aanbieders"][row.provider], "region_id": region_id}


def _line(row: Row, ids: Ids, _region_id: int) -> dict[str, Any]:
    assert isinstance(row, LineRow)
    return {**_fields(row, "product", "starts", "ends"), "contract_id": ids["Contracten"][row.contract]}


def _offer(row: Row, ids: Ids, region_id: int) -> dict[str, Any]:
    assert isinstance(row, OfferRow)
    plain = _fields(row, "help_kind", "form", "comes_to", "municipalities", "age_from", "age_to", "target_groups")
    more = _fields(row, "settings", "tariff_groups", "budgets", "group_size", "capacity", "published")
    return {
        **plain,
        **more,
        "title": texts(row, "title"),
        "about": texts(row, "about"),
        "methods": [{"name": name, "recognised": recognised} for name, recognised in row.methods],
        "audience": Audience.RESTRICTED if row.restricted else Audience.PUBLIC,
        "provider_id": ids["Aanbieders"][row.provider],
        "location_id": ids["Locaties"][row.location] if row.location else None,
        "region_id": region_id,
    }


def _availability(row: Row, ids: Ids, _region_id: int) -> dict[str, Any]:
    assert isinstance(row, AvailabilityRow)
    plain = _fields(row, "status", "free_places", "intake_wait", "treatment_wait", "reference_date")
    return {**plain, "offer_id": ids["Aanbod"][row.key]}


def _measurement(row: Row, ids: Ids, region_id: int) -> dict[str, Any]:
    assert isinstance(row, MeasurementRow)
    plain = _fields(row, "indicator", "category", "product", "numerator", "n", "mean", "deviation", "invited")
    more = _fields(row, "responded", "period_from", "period_to", "informant", "frame", "instrument")
    last = _fields(row, "delivered_on", "source", "audience")
    return {**plain, **more, **last, "provider_id": ids["Aanbieders"][row.provider], "region_id": region_id}


def _stop(row: Row, ids: Ids, region_id: int) -> dict[str, Any]:
    assert isinstance(row, StopRow)
    return {
        **_fields(row, "product", "imposed", "ground", "starts", "ends"),
        "public_text": texts(row, "text"),
        "offer_id": ids["Aanbod"][row.offer] if row.offer else None,
        "provider_id": ids["Aanbieders"][row.provider],
        "region_id": region_id,
        # What a file says again to run on is not ended any more.
        **({"ended_at": None, "ended_by": ""} if not_over(row.ends, clock.today()) else {}),
    }


def _facility(row: Row, _ids: Ids, region_id: int) -> dict[str, Any]:
    assert isinstance(row, FacilityRow)
    return {
        **_fields(row, "kind", "municipalities", "phone", "url", "ends", "is_example", "source"),
        **_fields(row, "help_kinds", "forms", "target_groups", "age_from", "age_to"),
        "names": texts(row, "name"),
        "about": texts(row, "about"),
        "hours": texts(row, "hours"),
        "region_id": region_id,
    }


_VALUES: dict[str, Callable[[Row, Ids, int], dict[str, Any]]] = {
    "Aanbieders": _provider,
    "Locaties": _location,
    "Contracten": _contract,
    "Inschrijvingen": _line,
    "Aanbod": _offer,
    "Beschikbaarheid": _availability,
    "Metingen": _measurement,
    "Stops": _stop,
    "Voorzieningen": _facility,
}
