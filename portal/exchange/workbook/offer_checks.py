"""Checks of Aanbod and Beschikbaarheid, and of what must stay hidden."""

from collections import defaultdict
from collections.abc import Iterator

from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.rows import AvailabilityRow, OfferRow
from portal.exchange.workbook.state import State, dutch
from portal.model import FormGroup, IntakeStatus, Visibility
from portal.model.visibility import children_live_at

SHEET = "Aanbod"


def offer(state: State, row: OfferRow) -> Iterator[Problem]:
    if bool(row.help_kind) == bool(row.form):
        yield state.problem(SHEET, row, "form", "kind-or-form")
    if row.age_to < row.age_from:
        yield state.problem(SHEET, row, "age_to", "ages-turned", low=str(row.age_from))
    location = state.location(row.location)
    if location is not None and location.provider != row.provider:
        yield state.problem(SHEET, row, "location", "other-provider", other=location.provider)
    yield from _lines(state, row)


def _lines(state: State, row: OfferRow) -> Iterator[Problem]:
    form = state.region.forms.get(row.form)
    if form is not None and form.group != FormGroup.RESPITE and len(row.lines) != 1:
        yield state.problem(SHEET, row, "lines", "one-line-for-stay")
    for key in row.lines:
        line = state.line(key)
        contract = state.contract(line.contract) if line else None
        if contract is not None and contract.provider != row.provider:
            yield state.problem(SHEET, row, "lines", "other-provider", other=contract.provider)
        elif line is not None and form is not None and form.products and line.product not in form.products:
            products = ", ".join(form.products)
            yield state.problem(
                SHEET, row, "lines", "product-not-of-form", line=key, product=line.product, products=products
            )


def availability(state: State, row: AvailabilityRow) -> Iterator[Problem]:
    sheet = "Beschikbaarheid"
    if row.reference_date and row.reference_date > state.today:
        yield state.problem(sheet, row, "reference_date", "in-the-future", today=dutch(state.today))
    if row.free_places and row.status in (IntakeStatus.FULL, IntakeStatus.STOP):
        yield state.problem(sheet, row, "free_places", "full-with-places")
    of = state.offer(row.key)
    if of is not None and of.capacity is not None and row.free_places is not None and row.free_places > of.capacity:
        yield state.problem(sheet, row, "free_places", "more-than", high=str(of.capacity), column="Plaatsen")


def hidden_addresses(state: State) -> Iterator[Problem]:
    """The address of a place where children live or stay is at most its place."""
    offers: dict[str, list[OfferRow]] = defaultdict(list)
    for row in state.rows[SHEET].values():
        if isinstance(row, OfferRow) and row.location and row.form in state.region.forms:
            offers[row.location].append(row)
    for key, there in offers.items():
        location = state.location(key)
        if location is None or location.visibility != Visibility.ADDRESS:
            continue
        living = [row for row in there if children_live_at([row.form], state.region.forms)]
        stated = [row for row in living if row.key in state.stated[SHEET]]
        if living and key in state.stated["Locaties"]:
            yield state.problem("Locaties", location, "visibility", "address-hidden", offer=living[0].label)
        elif stated:
            yield state.problem(SHEET, stated[0], "location", "address-hidden", offer=stated[0].label)
