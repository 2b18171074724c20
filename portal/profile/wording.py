"""Fields and their values in words, and what differs between two values."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from portal.finding.facets import language_names
from portal.model import Offer
from portal.model.product import ReferenceItem
from portal.profile.content import Values
from portal.profile.records import Profile
from portal.web.language import N_
from portal.web.visit import Visit

IN_LANGUAGE = {"nl": N_("%(what)s (in Dutch)"), "en": N_("%(what)s (in English)")}
LABELS = {
    "about": N_("What you do"),
    "approach": N_("How you work"),
    "identity": N_("Identity"),
    "languages": N_("Languages"),
    "sectors": N_("Sector"),
    "quality": N_("Quality, says the provider"),
    "functions": N_("Who work here"),
    "pictures": N_("Pictures"),
    "methods": N_("Methods"),
    "target_groups": N_("Target groups"),
    "age_from": N_("Youngest age"),
    "age_to": N_("Oldest age"),
    "name": N_("Name"),
    "visibility": N_("What visitors see of the place"),
}
OF_OFFER = N_("About this help")
QUALITY = {
    "trauma-aware": N_("Knows what trauma does to a child, and works with that"),
    "culture-sensitive": N_("Takes the culture and faith of each family into account"),
    "small-teams": N_("Small teams in which the same people stay"),
    "no-restraint": N_("Does not lock children up or isolate them"),
    "education": N_("A full day programme, with school"),
    "peer-experts": N_("People who went through it themselves work here"),
}
VISIBILITY = {
    "address": N_("The whole address"),
    "place": N_("Only the town or village"),
    "region": N_("Only that it is in the region"),
}
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    text: str
    kind: str = ""  # gone, new, or the same in both


@dataclass(frozen=True)
class Difference:
    """A field with its two values; in words that can be compared, or as a list."""

    field: str
    label: str
    before: Sequence[Piece]
    after: Sequence[Piece]
    is_list: bool
    clash: bool = False
    stands: str = ""  # where others changed it meanwhile: what stands now
    remark: str = ""


@dataclass(frozen=True)
class Speaker:
    """Says what fields and values are, to one visitor."""

    visit: Visit
    profile: Profile

    def label(self, field: str) -> str:
        visit = self.visit
        match field.split("."):
            case ["offer", key, "about", language]:
                said = f"{self.offer(key)}: {visit.gettext(OF_OFFER)}"
                return visit.gettext(IN_LANGUAGE[language], what=said)
            case ["offer", key, name]:
                return f"{self.offer(key)}: {visit.gettext(LABELS[name])}"
            case ["location", key, name]:
                return f"{self.place(key)}: {visit.gettext(LABELS[name])}"
            case [name, language]:
                return visit.gettext(IN_LANGUAGE[language], what=visit.gettext(LABELS[name]))
        return visit.gettext(LABELS.get(field, field))

    def offer(self, key: str) -> str:
        found = self.profile.offer(key)
        return name_of(found, self.profile, self.visit) if found else key

    def place(self, key: str) -> str:
        found = self.profile.location(key)
        return " – ".join(part for part in (found.place, found.name) if part) or key if found else key

    def value(self, field: str, value: Any) -> str:
        items = self._items(field, value)
        return str(value) if items is None else ", ".join(items)

    def difference(self, field: str, before: Any, after: Any, **more: Any) -> Difference:
        items = self._items(field, before), self._items(field, after)
        is_list = items[0] is not None or items[1] is not None
        old, new = (items[0] or [], items[1] or []) if is_list else (_words(before), _words(after))
        gone, came = compared(old, new)
        return Difference(field, self.label(field), gone, came, is_list, **more)

    def differences(self, fields: Iterable[str], before: Values, after: Values) -> list[Difference]:
        return [self.difference(field, before.get(field), after.get(field)) for field in fields]

    def _items(self, field: str, value: Any) -> list[str] | None:
        """Of what is chosen from lists; None for what is written or counted."""
        region, visit = self.profile.region, self.visit
        said: dict[str, Callable[[Any], str]] = {
            "languages": lambda code: visit.text(language_names(code)),
            "sectors": lambda key: self._name(region.sectors, key),
            "target_groups": lambda key: self._name(region.target_groups, key),
            "quality": lambda word: visit.gettext(QUALITY.get(word, word)),
            "visibility": lambda word: visit.gettext(VISIBILITY.get(word, word)),
            "methods": self._method,
            "functions": self._at_work,
            "pictures": lambda one: str(one["alt"].get("nl", "")),
        }
        say = said.get(field.rpartition(".")[2])
        if say is None:
            return None
        return [say(one) for one in ([value] if isinstance(value, str) else value or ())]

    def _name(self, items: Mapping[str, ReferenceItem], key: str) -> str:
        return self.visit.text(items[key].names) if key in items else key

    def _method(self, one: Mapping[str, Any]) -> str:
        return f"{one['name']} ({self.visit.gettext('recognised')})" if one.get("recognised") else str(one["name"])

    def _at_work(self, one: Mapping[str, Any]) -> str:
        region = self.profile.region
        name = self._name(region.functions, one["function"]) if one["function"] else ""
        group = self._name(region.tariff_groups, one["tariff_group"])
        said = ", ".join(part for part in (group, name) if part)
        return said if one["people"] is None else f"{said}: {one['people']}"


def name_of(offer: Offer, profile: Profile, visit: Visit) -> str:
    region = profile.region
    kind = region.help_kinds.get(offer.help_kind) or region.forms.get(offer.form)
    thing = visit.text(kind.names) if kind else offer.help_kind or offer.form
    place = next((place.place for place in profile.locations if place.id == offer.location_id), "")
    title = visit.text(offer.title)
    return ", ".join(part for part in (f"{title} ({thing})" if title else thing, place) if part)


def _words(value: Any) -> list[str]:
    return [] if value is None else _WORD.findall(str(value))


def compared(old: Sequence[str], new: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """Both, with what is only in one of them marked."""
    gone: list[Piece] = []
    came: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone += [Piece(word, "" if kind == "equal" else "gone") for word in old[a:b]]
        came += [Piece(word, "" if kind == "equal" else "new") for word in new[c:d]]
    return gone, came
