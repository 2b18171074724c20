"""A provider in the words of schema.org, for search engines. Made of what its page shows: no record comes here."""

from collections.abc import Iterable
from typing import Any

from portal.catalogue.queries.shown import Places
from portal.model.visibility import ShownPlace


def organization(name: str, url: str, about: str, contact: dict[str, str], places: Places) -> dict[str, Any]:
    """`contact`: telephone, email and sameAs, as far as they were stated."""
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": name,
        "url": url,
        **({"description": about} if about else {}),
        **{key: value for key, value in contact.items() if value},
    }
    located = [*_addresses(places.addresses), *_towns(place for place, _ in places.places)]
    return described | ({"location": located} if located else {})


def _addresses(places: Iterable[ShownPlace]) -> Iterable[dict[str, Any]]:
    for place in places:
        address = {"streetAddress": place.street, "postalCode": place.postcode, "addressLocality": place.place}
        named = {"name": place.name} if place.name else {}
        phone = {"telephone": place.phone} if place.phone else {}
        yield {"@type": "Place", **named, **phone, "address": _address(address)}


def _towns(places: Iterable[str]) -> Iterable[dict[str, Any]]:
    for place in places:
        yield {"@type": "Place", "address": _address({"addressLocality": place})}


def _address(parts: dict[str, str]) -> dict[str, str]:
    said = {name: value for name, value in parts.items() if value}
    return {"@type": "PostalAddress", **said, "addressCountry": "NL"}
