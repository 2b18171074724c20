"""The lists a visitor ticks values of, with counts of offers, and what is chosen so far."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec
from babel import Locale
from babel.core import UnknownLocaleError

from portal.finding.question import FACETS, Question
from portal.model.columns import Texts
from portal.model.product import ReferenceItem
from portal.regions import RegionData
from portal.web.language import LANGUAGES
from search_index import Facet

# In the order of the page. A category can be asked for, but kinds and forms already say it.
LISTED = ("soort", "vorm", "doelgroep", "route", "product", "taal", "sector")
# Languages that providers speak and no list of locales names.
UNNAMED: Mapping[str, Texts] = {
    "ber": {"nl": "Berbers (Tamazight)", "en": "Berber (Tamazight)", "ar": "الأمازيغية"},
    "dse": {"nl": "Nederlandse Gebarentaal", "en": "Dutch Sign Language", "ar": "لغة الإشارة الهولندية"},
}
ASKED = tuple(FACETS[name] for name in LISTED)
SHOWN_AT_ONCE = 7  # a list that is longer folds

Counts = Mapping[Facet, Mapping[str, int]]


class Value(msgspec.Struct, frozen=True):
    facet: str  # name in the address
    key: str
    names: Texts  # empty for a referrer, whom the page names itself
    count: int
    ticked: bool
    look: Hashable  # values of one look are drawn the same
    part: bool = False  # a kind of the form above it


@dataclass(frozen=True)
class FacetList:
    name: str  # in the address
    values: tuple[Value, ...] = ()
    folded: tuple[Value, ...] = ()

    @property
    def ticked(self) -> int:
        return sum(value.ticked for value in (*self.values, *self.folded))

    @property
    def fold_is_open(self) -> bool:
        return any(value.ticked for value in self.folded)


@dataclass(frozen=True)
class Chosen:
    """One thing that narrows the question, and the address without it."""

    name: str
    value: str
    without: str
    names: Texts = field(default_factory=dict)


def facet_lists(question: Question, counts: Counts) -> tuple[FacetList, ...]:
    found = (_facet_list(name, question, counts.get(FACETS[name], {})) for name in LISTED)
    return tuple(facet for facet in found if facet.values)


def _facet_list(name: str, question: Question, counts: Mapping[str, int]) -> FacetList:
    ticked = question.ticked.get(name, ())
    values = list(_values(name, question.region, counts, ticked))
    if len(values) <= SHOWN_AT_ONCE + 2:  # folding two away saves nothing
        return FacetList(name, tuple(values))
    return FacetList(name, tuple(values[:SHOWN_AT_ONCE]), tuple(values[SHOWN_AT_ONCE:]))


def _values(name: str, region: RegionData, counts: Mapping[str, int], ticked: tuple[str, ...]) -> Iterable[Value]:
    """Those that are found or ticked."""

    def value(key: str, names: Texts, count: int | None = None, *, part: bool = False) -> Value:
        number = counts.get(key, 0) if count is None else count
        is_ticked = key in ticked
        return Value(name, key, names, number, is_ticked, (region.state, name, key, number, is_ticked), part)

    if name == "vorm":
        return (form for form in _forms(region, counts, value) if form.count or form.ticked)
    if name == "taal":
        # Dutch goes without saying.
        spoken = sorted({*counts, *ticked} - {"nl"}, key=lambda code: (-counts.get(code, 0), code))
        return [value(code, language_names(code)) for code in spoken]
    if name == "route":
        referrers = dict.fromkeys(route.referrer for route in region.routes)
        return [value(key, {}) for key in referrers if key in counts or key in ticked]
    known = _items(name, region)
    return [value(key, known[key].names) for key in known if key in counts or key in ticked]


def _forms(region: RegionData, counts: Mapping[str, int], value: Callable[..., Value]) -> Iterable[Value]:
    """A form counts its kinds too: an offer has one form, so the counts add up."""
    for key, form in region.forms.items():
        if form.parent:
            continue
        kinds = [kind for kind in region.forms.values() if kind.parent == key]
        yield value(key, form.names, counts.get(key, 0) + sum(counts.get(kind.key, 0) for kind in kinds))
        for kind in kinds:
            yield value(kind.key, kind.names, part=True)


def _items(name: str, region: RegionData) -> Mapping[str, ReferenceItem]:
    lists: dict[str, Mapping[str, ReferenceItem]] = {
        "soort": region.help_kinds,
        "vorm": region.forms,
        "product": region.products,
        "categorie": region.categories,
        "doelgroep": region.target_groups,
        "sector": region.sectors,
    }
    return lists.get(name, {})


def chosen(question: Question) -> tuple[Chosen, ...]:
    return tuple(
        Chosen(name, value, question.without(name, value).query, names_of(name, value, question))
        for name, value in question.narrowing
    )


def names_of(name: str, value: str, question: Question) -> Texts:
    """What the region or the language calls it; empty where the page itself finds the words."""
    region = question.region
    if name == "gemeente":
        return {"nl": next(town.name for town in region.municipalities.values() if town.key == value)}
    if name == "postcode" and question.place:
        place = question.place
        return {"nl": place.name if place.value == place.name else f"{place.value} {place.name}"}
    if name == "taal":
        return language_names(value)
    item = _items(name, region).get(value)
    return item.names if item else {}


@lru_cache(maxsize=1000)
def language_names(code: str) -> Texts:
    if code in UNNAMED:
        return UNNAMED[code]
    names = {}
    for language in LANGUAGES:
        try:
            names[language] = Locale(language).languages.get(code, code)
        except UnknownLocaleError:  # pragma: no cover - all are part of Babel
            continue
    return names
