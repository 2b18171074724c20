"""A workbook without what is not for everyone: for an export that may be given away."""

from collections.abc import Mapping
from dataclasses import replace

from portal import clock
from portal.exchange.workbook.contents import Workbook
from portal.exchange.workbook.held import Held
from portal.exchange.workbook.rows import FacilityRow, LineRow, LocationRow, MeasurementRow, OfferRow, Row, StopRow
from portal.model import Audience, Location, MeasurementAudience
from portal.model.lasting import not_over
from portal.model.small_groups import without_small_groups
from portal.model.visibility import children_live_at, shown_place
from portal.regions import RegionData


def public_workbook(found: Held, region: RegionData) -> Workbook:
    """Leaves out restricted and unpublished offers, free facilities that ended, figures that are not public or rest on
    too few, grounds, and whose stop it is; a location is told as finely as on its page, and not at all where that page
    is silent."""
    book = found.workbook()
    lines = {row.key: row for row in book.rows["Inschrijvingen"] if isinstance(row, LineRow)}
    offers = [row for row in book.rows["Aanbod"] if isinstance(row, OfferRow)]
    listed = {o.key: o for o in offers if not o.restricted and _is_listed(o, lines, region)}
    shown = {key: offer for key, offer in listed.items() if offer.published}
    forms = {key: list(there) for key, there in found.forms_elsewhere.items()}
    for offer in offers:
        forms.setdefault(offer.location, []).append(offer.form)
    told = {offer.location for offer in listed.values()}
    kept: dict[str, list[Row]] = {
        "Aanbod": list(shown.values()),
        "Beschikbaarheid": [row for row in book.rows["Beschikbaarheid"] if row.key in shown],
        "Inschrijvingen": [row for row in lines.values() if _is_open(row.product, region)],
        "Metingen": _figures(book, region),
        "Stops": [_without_ground(row) for row in book.rows["Stops"] if _is_told(row, shown, region)],
        "Voorzieningen": [row for row in book.rows["Voorzieningen"] if _is_there(row)],
        "Locaties": [
            _as_shown(row, forms.get(row.key, []), region)
            for row in book.rows["Locaties"]
            if row.key in told or row.key not in forms
        ],
    }
    for name, rows in kept.items():
        book.put(name, rows)
    return book


def _is_listed(offer: OfferRow, lines: Mapping[str, LineRow], region: RegionData) -> bool:
    return region.lists(offer.help_kind, offer.form, (lines[key].product for key in offer.lines))


def _is_open(product: str, region: RegionData) -> bool:
    found = region.products.get(product)
    return found is not None and found.audience == Audience.PUBLIC


def _figures(book: Workbook, region: RegionData) -> list[Row]:
    """Those that a page may show: nor can a small group be computed from them."""
    told: dict[str, list[MeasurementRow]] = {}
    for row in book.rows["Metingen"]:
        assert isinstance(row, MeasurementRow)
        if row.audience == MeasurementAudience.PUBLIC and region.tells_of(row.category, row.product):
            told.setdefault(row.provider, []).append(row)
    return [row for rows in told.values() for row in without_small_groups(rows, region.category_of_product)]


def _is_told(row: Row, shown: Mapping[str, OfferRow], region: RegionData) -> bool:
    assert isinstance(row, StopRow)
    return (not row.offer or row.offer in shown) and (not row.product or _is_open(row.product, region))


def _is_there(row: Row) -> bool:
    assert isinstance(row, FacilityRow)
    return not_over(row.ends, clock.today())


def _without_ground(row: Row) -> Row:
    return replace(row, ground="", imposed=False) if isinstance(row, StopRow) else row


def _as_shown(row: Row, forms: list[str], region: RegionData) -> Row:
    assert isinstance(row, LocationRow)
    names = ("name", "street", "postcode", "place", "municipality", "phone", "visibility")
    held = Location(key=row.key, provider_id=0, **{name: getattr(row, name) for name in names})
    place = shown_place(held, children_live_here=children_live_at(forms, region.forms))
    return replace(row, **{name: getattr(place, name) for name in names[:-1]})
