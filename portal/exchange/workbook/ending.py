"""What a complete file leaves out: offers are unpublished; contracts, their lines and free facilities end today."""

from collections.abc import Iterator
from dataclasses import replace

from portal.exchange.workbook.rows import ContractRow, FacilityRow, LineRow, OfferRow, Row
from portal.exchange.workbook.state import State


def rows_to_end(state: State, present: frozenset[str]) -> Iterator[tuple[str, list[Row], list[Row]]]:
    """Sheet, rows as they become, and rows that cannot end because they have yet to begin.

    Only of the sheets that the file has: a file without contracts says nothing about them."""
    for name in ("Contracten", "Inschrijvingen", "Aanbod", "Voorzieningen"):
        if name not in present:
            continue
        absent = [row for key, row in state.held.rows[name].items() if key not in state.stated[name]]
        ended = [(row, _ended(state, row)) for row in absent]
        waiting = [row for row, after in ended if after is None]
        yield name, [after for row, after in ended if after is not None and after != row], waiting


def _ended(state: State, row: Row) -> Row | None:
    if isinstance(row, OfferRow):
        return replace(row, published=False)
    assert isinstance(row, ContractRow | LineRow | FacilityRow)
    if row.ends is not None and row.ends <= state.today:
        return row
    if not isinstance(row, FacilityRow) and row.starts is not None and row.starts > state.today:
        return None
    return replace(row, ends=state.today)
