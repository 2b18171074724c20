"""A hit of the index as a card: what a result says about a provider and its best offer.

Reads what portal/indexing/card.py wrote. A card of another build may lack a key, or hold
one that the region no longer knows: then the card says less, it does not break.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portal.finding.availability import Shown, Statement, shown
from portal.finding.changed import changed
from portal.finding.question import Question
from portal.model.columns import Texts
from portal.regions import RegionData
from search_index import Hit, Point

MOST_CARDS = 5_000  # remembered, of about a thousand bytes each

Kept = Mapping[str, Any]  # as the index gives it back


class ComesHome(StrEnum):
    NO = "no"
    SOME = "some"  # to some municipalities; the visitor did not say where the child is, or it is outside the region
    YES = "yes"  # to the municipality where the child is


@dataclass(frozen=True)
class Card:
    slug: str
    name: str
    offer: str = ""  # its key
    subject: str = ""  # key of the kind or form
    summary: Texts = field(default_factory=dict)
    what: Texts = field(default_factory=dict)  # kind of help or form
    title: Texts = field(default_factory=dict)  # the provider's own name for it
    intensities: tuple[Texts, ...] = ()
    place: str = ""
    point: Point | None = None
    kilometres: float | None = None
    comes_home: ComesHome = ComesHome.NO
    age_from: int | None = None
    age_to: int | None = None
    huisarts: str = "unknown"  # what a huisarts may do, as portal/model/routing.py answers
    availability: Shown = field(default_factory=Shown)
    figures: int = 0
    others: int = 0  # further offers of this provider that fit the question
    has_offer: bool = True
    # Cards of one look say the same, but for what the question adds: they are of one state of the document and of
    # the region, on one day. None: nobody knows.
    look: Hashable = None


def card_of(hit: Hit, question: Question, today: int) -> Card:
    """What the document says is read once for each look; the question adds the rest."""
    known = _known(hit.card, question.region, today) if hit.counted else _without_offer(hit.card)
    return changed(
        known,
        point=hit.point,
        kilometres=hit.distance,
        comes_home=comes_home(_keys(hit.card.get("home")), question.stays_in),
        others=hit.other_offers,
    )


_cards: dict[Hashable, Card] = {}


def _known(kept: Kept, region: RegionData, today: int) -> Card:
    if "print" not in kept:
        return _read(kept, region, today, None)
    look = (kept["print"], region.state, today)
    card = _cards.get(look)
    if card is None:
        if len(_cards) >= MOST_CARDS:
            _cards.clear()
        card = _cards[look] = _read(kept, region, today, look)
    return card


def _without_offer(kept: Kept) -> Card:
    return Card(_text(kept, "slug"), _text(kept, "name"), summary=_texts(kept.get("summary")), has_offer=False)


def _read(kept: Kept, region: RegionData, today: int, look: Hashable) -> Card:
    ages = kept.get("ages")
    age_from, age_to = ages if isinstance(ages, list | tuple) and len(ages) == 2 else (None, None)
    return Card(
        _text(kept, "slug"),
        _text(kept, "name"),
        offer=_text(kept, "offer"),
        subject=_text(kept, "kind") or _text(kept, "form"),
        summary=_texts(kept.get("summary")),
        what=name_of_offer(_text(kept, "kind"), _text(kept, "form"), region),
        title=_texts(kept.get("title")),
        intensities=intensities_of(_keys(kept.get("products")), region),
        place=_text(kept, "place"),
        age_from=age_from,
        age_to=age_to,
        huisarts=_text(kept, "huisarts") or "unknown",
        look=look,
        availability=shown(_statement(kept), region.terms, today),
        figures=_number(kept.get("figures")) or 0,
    )


def name_of_offer(help_kind: str, form: str, region: RegionData) -> Texts:
    item = region.help_kinds.get(help_kind) or region.forms.get(form)
    return item.names if item else {}


def intensities_of(products: tuple[str, ...], region: RegionData) -> tuple[Texts, ...]:
    """Only where there is a scale from light to heavy; a tariff group is not an intensity."""
    bought = (region.products[key] for key in products if key in region.products)
    scaled = sorted((p for p in bought if p.intensity_scale), key=lambda product: product.intensity_order)
    return tuple(product.names for product in scaled)


def comes_home(municipalities: tuple[str, ...], stays_in: tuple[str, ...]) -> ComesHome:
    if not municipalities:
        return ComesHome.NO
    if not stays_in:
        return ComesHome.SOME
    return ComesHome.NO if set(stays_in).isdisjoint(municipalities) else ComesHome.YES


def _statement(kept: Kept) -> Statement:
    stops = kept.get("stops")
    return Statement(
        status=str(kept.get("status") or ""),
        places=_number(kept.get("places")),
        intake=_number(kept.get("intake")),
        treatment=_number(kept.get("treatment")),
        said_on=_number(kept.get("said_on")),
        stops=[(int(starts), int(ends)) for starts, ends in stops] if isinstance(stops, list | tuple) else (),
    )


def _text(kept: Kept, name: str) -> str:
    return str(kept.get(name) or "")


def _texts(value: object) -> Texts:
    return value if isinstance(value, dict) else {}


def _keys(value: object) -> tuple[str, ...]:
    return tuple(str(key) for key in value) if isinstance(value, list | tuple) else ()


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
