"""Whether the rows of a file fit each other, the database and the region."""

from collections.abc import Callable, Iterable, Iterator

from portal.exchange.workbook import figure_checks, offer_checks
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.rows import (
    AvailabilityRow,
    ContractRow,
    FacilityRow,
    LineRow,
    MeasurementRow,
    OfferRow,
    ProviderRow,
    Row,
    StopRow,
)
from portal.exchange.workbook.state import State, dutch, turned


def problems_of(state: State) -> Iterator[Problem]:
    for name, rows in state.stated.items():
        yield from _references(state, name, rows.values())
        yield from _fixed(state, name, rows.values())
    for name, check in CHECKS.items():
        for row in state.stated[name].values():
            yield from check(state, row)
    yield from _numbers(state)
    yield from _products_twice(state)
    yield from offer_checks.hidden_addresses(state)
    yield from _example(state)


def _references(state: State, name: str, rows: Iterable[Row]) -> Iterator[Problem]:
    columns = [column for column in SHEETS[name].columns if column.refers in SHEETS]
    for row in rows:
        for column in columns:
            value = getattr(row, column.name)
            for key in [value] if isinstance(value, str) else value:
                if key and key not in state.rows[column.refers]:
                    code = "key-elsewhere" if key in state.held.elsewhere[column.refers] else "unknown-key"
                    yield Problem(code, name, row.number, column.header, key, {"sheet": column.refers})


def _fixed(state: State, name: str, rows: Iterable[Row]) -> Iterator[Problem]:
    """Who a thing belongs to never changes: a wrong key would hand it to a stranger."""
    owner = "contract" if name == "Inschrijvingen" else "provider"
    if not hasattr(SHEETS[name].row(), owner):
        return
    for row in rows:
        held = state.held.rows[name].get(row.key)
        if held is not None and getattr(held, owner) != getattr(row, owner):
            yield state.problem(name, row, owner, f"{owner}-fixed", other=getattr(held, owner))


def _provider(state: State, row: Row) -> Iterator[Problem]:
    assert isinstance(row, ProviderRow)
    if row.checked_on and row.checked_on > state.today:
        yield state.problem("Aanbieders", row, "checked_on", "in-the-future", today=dutch(state.today))


def _contract(state: State, row: Row) -> Iterator[Problem]:
    assert isinstance(row, ContractRow)
    yield from turned(state, "Contracten", row, "starts", "ends")


def _line(state: State, row: Row) -> Iterator[Problem]:
    assert isinstance(row, LineRow)
    yield from turned(state, "Inschrijvingen", row, "starts", "ends")


def _offer(state: State, row: Row) -> Iterator[Problem]:
    assert isinstance(row, OfferRow)
    yield from offer_checks.offer(state, row)


def _availability(state: State, row: Row) -> Iterator[Problem]:
    assert isinstance(row, AvailabilityRow)
    yield from offer_checks.availability(state, row)


def _measurement(state: State, row: Row) -> Iterator[Problem]:
    assert isinstance(row, MeasurementRow)
    yield from figure_checks.measurement(state, row)


def _stop(state: State, row: Row) -> Iterator[Problem]:
    assert isinstance(row, StopRow)
    yield from turned(state, "Stops", row, "starts", "ends")
    offer = state.offer(row.offer)
    if offer is not None and offer.provider != row.provider:
        yield state.problem("Stops", row, "offer", "other-provider", other=offer.provider)


def _facility(state: State, row: Row) -> Iterator[Problem]:
    assert isinstance(row, FacilityRow)
    yield from figure_checks.facility(state, row)


CHECKS: dict[str, Callable[[State, Row], Iterator[Problem]]] = {
    "Aanbieders": _provider,
    "Contracten": _contract,
    "Inschrijvingen": _line,
    "Aanbod": _offer,
    "Beschikbaarheid": _availability,
    "Metingen": _measurement,
    "Stops": _stop,
    "Voorzieningen": _facility,
}


def _numbers(state: State) -> Iterator[Problem]:
    """KvK and AGB belong to one provider each."""
    for name in ("kvk", "agb"):
        owners: dict[str, Row] = {}
        for row in state.rows["Aanbieders"].values():
            number = getattr(row, name)
            other = owners.setdefault(number, row) if number else row
            if other is not row:
                # The row of the file is told, whichever of the two came first.
                wrong, right = (row, other) if row.key in state.stated["Aanbieders"] else (other, row)
                yield state.problem("Aanbieders", wrong, name, "number-taken", other=right.label)


def _products_twice(state: State) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for key, row in state.rows["Inschrijvingen"].items():
        assert isinstance(row, LineRow)
        other = first.setdefault((row.contract, row.product), key)
        if other != key and key in state.stated["Inschrijvingen"]:
            yield state.problem("Inschrijvingen", row, "product", "line-twice", other=other)


def _example(state: State) -> Iterator[Problem]:
    """Example and real data never mix; the first row that does is enough to say so."""
    rows = [(name, row) for name in ("Aanbieders", "Voorzieningen") for row in state.stated[name].values()]
    if not rows:
        return
    holds = state.held.example
    wanted = getattr(rows[0][1], "is_example", False) if holds is None else holds
    code = "example-mixed" if holds is None else "real-into-example" if holds else "example-into-real"
    for name, row in rows:
        if getattr(row, "is_example", False) != wanted:
            yield state.problem(name, row, "is_example", code)
            return
