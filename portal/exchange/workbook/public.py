"""A workbook without what is not for everyone: for an export that may be given away."""

from dataclasses import replace

from portal.exchange.workbook.contents import Workbook
from portal.exchange.workbook.held import Held
from portal.exchange.workbook.rows import LineRow, LocationRow, MeasurementRow, OfferRow, Row, StopRow
from portal.model import Audience, Location, MeasurementAudience
from portal.model.visibility import children_live_at, shown_place
from portal.regions import RegionData


def public_workbook(found: Held, region: RegionData) -> Workbook:
    """Leaves out restricted and unpublished offers, figures that are not public, grounds, and whose stop it is;
    a location is told as finely as on its page."""
    book = found.workbook()
    offers = [row for row in book.rows["Aanbod"] if isinstance(row, OfferRow)]
    forms: dict[str, list[str]] = {}
    for offer in offers:
        forms.setdefault(offer.location, []).append(offer.form)
    products = {row.key: row.product for row in book.rows["Inschrijvingen"] if isinstance(row, LineRow)}
    shown = {offer.key for offer in offers if offer.published and _is_listed(offer, products, region)}
    lines = {row.key for row in book.rows["Inschrijvingen"] if isinstance(row, LineRow) and _open(row, region)}
    kept: dict[str, list[Row]] = {
        "Aanbod": [replace(o, lines=[key for key in o.lines if key in lines]) for o in offers if o.key in shown],
        "Beschikbaarheid": [row for row in book.rows["Beschikbaarheid"] if row.key in shown],
        "Inschrijvingen": [row for row in book.rows["Inschrijvingen"] if row.key in lines],
        "Metingen": [row for row in book.rows["Metingen"] if _is_public(row)],
        "Stops": [_without_ground(row) for row in book.rows["Stops"] if getattr(row, "offer", "") in {"", *shown}],
        "Locaties": [_as_shown(row, forms.get(row.key, []), region) for row in book.rows["Locaties"]],
    }
    for name, rows in kept.items():
        book.put(name, rows)
    return book


def _is_listed(offer: OfferRow, products: dict[str, str], region: RegionData) -> bool:
    """As portal/indexing/documents.py `collection_of` decides for page and index."""
    subject = region.help_kinds.get(offer.help_kind) or region.forms.get(offer.form)
    bought = [region.products.get(products.get(key, "")) for key in offer.lines]
    known = all(thing is not None and thing.audience == Audience.PUBLIC for thing in (subject, *bought))
    return known and not offer.restricted


def _open(line: LineRow, region: RegionData) -> bool:
    product = region.products.get(line.product)
    return product is not None and product.audience == Audience.PUBLIC


def _is_public(row: Row) -> bool:
    return isinstance(row, MeasurementRow) and row.audience == MeasurementAudience.PUBLIC


def _without_ground(row: Row) -> Row:
    return replace(row, ground="", imposed=False) if isinstance(row, StopRow) else row


def _as_shown(row: Row, forms: list[str], region: RegionData) -> Row:
    assert isinstance(row, LocationRow)
    names = ("name", "street", "postcode", "place", "municipality", "phone", "visibility")
    held = Location(key=row.key, provider_id=0, **{name: getattr(row, name) for name in names})
    place = shown_place(held, children_live_here=children_live_at(forms, region.forms))
    return replace(row, **{name: getattr(place, name) for name in names[:-1]})
