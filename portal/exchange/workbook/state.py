"""The database as it would be after an import, which is what the checks look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from portal.exchange.workbook.contents import Workbook, shown
from portal.exchange.workbook.figure_sheets import SHEETS
from portal.exchange.workbook.held import Held
from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.rows import ContractRow, LineRow, LocationRow, OfferRow, ProviderRow, Row
from portal.model import Audience
from portal.regions import RegionData


@dataclass
class State:
    """`stated`: the rows of the file, where a column that the file lacks is as held; `rows`: these over all held."""

    region: RegionData
    held: Held
    today: date
    stated: dict[str, dict[str, Row]] = field(default_factory=dict)
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)

    def provider(self, key: str) -> ProviderRow | None:
        found = self.rows["Aanbieders"].get(key)
        return found if isinstance(found, ProviderRow) else None

    def location(self, key: str) -> LocationRow | None:
        found = self.rows["Locaties"].get(key)
        return found if isinstance(found, LocationRow) else None

    def contract(self, key: str) -> ContractRow | None:
        found = self.rows["Contracten"].get(key)
        return found if isinstance(found, ContractRow) else None

    def line(self, key: str) -> LineRow | None:
        found = self.rows["Inschrijvingen"].get(key)
        return found if isinstance(found, LineRow) else None

    def offer(self, key: str) -> OfferRow | None:
        found = self.rows["Aanbod"].get(key)
        return found if isinstance(found, OfferRow) else None

    def problem(self, sheet: str, row: Row, name: str, code: str, **details: str) -> Problem:
        """About the field `name` of a row in the file."""
        column = SHEETS[sheet].column(name)
        return Problem(code, sheet, row.number, column.header, shown(column, getattr(row, name)), details)


def state_after(workbook: Workbook, region: RegionData, held: Held, today: date) -> tuple[State, list[Problem]]:
    """And the problems of keys that are there twice or belong elsewhere."""
    state = State(region, held, today)
    problems: list[Problem] = []
    for name in SHEETS:
        stated = state.stated[name] = {}
        for row in workbook.rows.get(name, ()):
            if row.key in stated:
                problems.append(state.problem(name, row, "key", "key-twice", first=str(stated[row.key].number)))
            elif row.key in held.elsewhere[name]:
                problems.append(state.problem(name, row, "key", "key-elsewhere"))
            elif row.key:
                stated[row.key] = _over(held.rows[name].get(row.key), row, workbook.columns[name])
        state.rows[name] = held.rows[name] | stated
    offers = [row for row in state.stated["Aanbod"].values() if isinstance(row, OfferRow)]
    hidden = {o.key: replace(o, restricted=True) for o in offers if not o.restricted and not _public(state, o)}
    state.stated["Aanbod"] |= hidden
    state.rows["Aanbod"] |= hidden
    return state, problems


def _over(held: Row | None, row: Row, columns: frozenset[str]) -> Row:
    if held is None or len(columns) == len(row.__dataclass_fields__) - 1:  # every field but `number`
        return row
    return replace(held, number=row.number, **{name: getattr(row, name) for name in columns})


def _public(state: State, offer: OfferRow) -> bool:
    """What the region lists to toegang and GI only is so whatever the file says."""
    region = state.region
    things = [region.help_kinds.get(offer.help_kind), region.forms.get(offer.form)]
    things += [region.products.get(line.product) for line in _lines(state, offer)]  # type: ignore[misc]
    return all(thing is None or thing.audience == Audience.PUBLIC for thing in things)


def _lines(state: State, offer: OfferRow) -> Iterator[LineRow]:
    return (line for key in offer.lines if (line := state.line(key)) is not None)


def turned(state: State, sheet: str, row: Row, first: str, last: str) -> Iterator[Problem]:
    """A period that ends before it begins."""
    low, high = getattr(row, first), getattr(row, last)
    if low and high and high < low:
        yield state.problem(sheet, row, last, "dates-turned", low=dutch(low))


def dutch(day: date) -> str:
    return day.strftime("%d-%m-%Y")
