"""What a result shows, kept in the document so that a page of results needs no records."""

from collections.abc import Sequence
from hashlib import blake2b

import msgspec

from portal import clock
from portal.indexing.times import last_day
from portal.model import IntakeStop, Offer, Provider
from portal.model.visibility import ShownPlace

SUMMARY_LENGTH = 160  # characters of the provider's own words


def provider_card(provider: Provider) -> dict[str, object]:
    return {
        "provider": provider.key,
        "slug": provider.slug,
        "name": provider.name,
        "summary": {language: _first_sentence(text) for language, text in provider.about.items() if text},
    }


def offer_card(
    offer: Offer,
    provider: Provider,
    place: ShownPlace,
    stops: Sequence[IntakeStop],
    huisarts: str,
    figures: list[list[object]],
) -> dict[str, object]:
    """Keys of the region's lists, day numbers and plain values; portal/finding/card.py reads it back."""
    said = offer.availability
    card = provider_card(provider) | {
        "offer": offer.key,
        "kind": offer.help_kind,
        "form": offer.form,
        "products": [line.product for line in offer.lines],
        "title": offer.title,
        "place": place.place,
        "home": list(offer.comes_to),  # CBS codes of municipalities where the help comes to the home
        "ages": [offer.age_from, offer.age_to],
        "huisarts": huisarts,  # what a huisarts may do, as the route rules answer
        "status": said.status.value if said else "",
        "places": said.free_places if said else None,
        "intake": said.intake_wait if said else None,
        "treatment": said.treatment_wait if said else None,
        "said_on": clock.day_number(said.reference_date) if said else None,
        "stops": [[clock.day_number(s.starts), last_day(s.ends)] for s in stops],
        "figures": len(figures),
        "measured": figures,
    }
    return card | {"print": _print_of(card)}


def _print_of(card: dict[str, object]) -> str:
    """Equal for equal cards: what is made of one need not be made again."""
    return blake2b(msgspec.json.encode(card), digest_size=12).hexdigest()


def _first_sentence(text: str) -> str:
    sentence = text.split(". ", maxsplit=1)[0].rstrip(".") + "."
    return sentence if len(sentence) <= SUMMARY_LENGTH else sentence[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…"
