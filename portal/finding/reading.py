"""From the query of an address to a Question: what cannot be used is dropped and named, never an error."""

import re
from collections.abc import Callable, Container, Iterable, Mapping

from babel import Locale

from portal.finding.places import centre_of, place_of
from portal.finding.question import FACETS, AskedPlace, Dropped, Question, Reason, Sort
from portal.model import Audience, Municipality
from portal.regions import RegionData, Regions
from portal.web.characters import one_line

LONGEST_WORDS = 200  # characters
SHOWN_OF_A_VALUE = 60
MOST_VALUES = 40  # per parameter; an address with more is no visitor's
BOUNDS = {"afstand": (1, 100), "leeftijd": (0, 23), "wachttijd": (0, 52), "pagina": (1, 500)}

_WHITE = re.compile(r"\s+")
_FULL_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*[A-Za-z]{2}")
_BAND = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")


class _Reader:
    """Takes one parameter after another, and remembers what it had to drop."""

    def __init__(self, pairs: Iterable[tuple[str, str]], region: RegionData, regions: Regions) -> None:
        self.region = region
        self.regions = regions
        self.dropped: list[Dropped] = []
        self.coarsened = ""
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            kept = self._values.setdefault(name, [])
            plain = _WHITE.sub(" ", one_line(value))
            if plain and plain not in kept and len(kept) < MOST_VALUES:
                kept.append(plain)

    def drop(self, name: str, value: str, reason: Reason) -> None:
        lowest, highest = BOUNDS.get(name, (0, 0))
        self.dropped.append(Dropped(name, value[:SHOWN_OF_A_VALUE], reason, lowest, highest))

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def one(self, name: str) -> str:
        values = self.all(name)
        for value in values[1:]:
            self.drop(name, value, Reason.ONE_ONLY)
        return values[0] if values else ""

    def words(self) -> str:
        typed = self.one("q")
        if len(typed) > LONGEST_WORDS:
            self.drop("q", typed, Reason.TOO_LONG)
        return typed[:LONGEST_WORDS].strip()

    def number(self, name: str) -> int | None:
        return self._whole(name, self.one(name))

    def _whole(self, name: str, value: str) -> int | None:
        lowest, highest = BOUNDS[name]
        if not value:
            return None
        if re.fullmatch("[0-9]{1,4}", value) and lowest <= int(value) <= highest:
            return int(value)
        self.drop(name, value, Reason.NUMBER)
        return None

    def ages(self) -> tuple[int | None, int | None]:
        """One age, or a band: "8" or "5-11"."""
        band = _BAND.fullmatch(value := self.one("leeftijd"))
        if band is None:
            return self._whole("leeftijd", value), None
        lowest, highest = BOUNDS["leeftijd"]
        first, last = int(band[1]), int(band[2])
        if not lowest <= first < last <= highest:
            self.drop("leeftijd", value, Reason.NUMBER)
            return None, None
        return first, last

    def yes(self, name: str) -> bool:
        value = self.one(name)
        if value not in ("", "0", "1"):
            self.drop(name, value, Reason.UNKNOWN)
        return value == "1"

    def sort(self) -> Sort | None:
        value = self.one("sorteer")
        if not value:
            return None
        try:
            return Sort(value)
        except ValueError:
            self.drop("sorteer", value, Reason.UNKNOWN)
            return None

    def ticked(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name in FACETS:
            if not (values := self.all(name)):
                continue
            known, listed = _KNOWN[name](self.region)
            for value in values:
                if value not in known:
                    self.drop(name, value, Reason.UNKNOWN)
                elif value not in listed:
                    self.drop(name, value, Reason.RESTRICTED)
                else:
                    found[name] = tuple(sorted((*found.get(name, ()), value)))
        return found

    def municipalities(self) -> tuple[Municipality, ...]:
        """By key, CBS code or name: all three are what people and links have at hand."""
        asked: dict[str, Municipality] = {}
        for value in self.all("gemeente"):
            wanted = value.casefold()
            towns = self.region.municipalities.values()
            town = next((t for t in towns if wanted in (t.key, t.code, t.name.casefold(), f"gm{t.code}")), None)
            if town is None:
                self.drop("gemeente", value, Reason.UNKNOWN)
            else:
                asked[town.code] = town
        return tuple(asked[code] for code in sorted(asked))

    def place(self) -> AskedPlace | None:
        """Four digits, or the name of a place. One outside the region is told of, and has no municipality."""
        value = self.one("postcode")
        if not value:
            return None
        if full := _FULL_POSTCODE.fullmatch(value):
            self.coarsened = value = full[1]
        place = place_of(value, self.region, self.regions)
        if place is None:
            self.drop("postcode", value, Reason.POSTCODE)
        elif not place.municipality:
            self.dropped.append(Dropped("postcode", value, Reason.OUTSIDE, place=place.name))
        return place


def read_question(pairs: Iterable[tuple[str, str]], region: RegionData, regions: Regions) -> Question:
    reader = _Reader(pairs, region, regions)
    towns = reader.municipalities()
    age, age_until = reader.ages()
    place = reader.place()
    question = Question(
        region=region,
        words=reader.words(),
        ticked=reader.ticked(),
        municipalities=tuple(town.code for town in towns),
        municipality_centre=centre_of(towns[0], region, regions) if towns else None,
        place=place if place and place.municipality else None,
        elsewhere=None if place and place.municipality else place,
        distance=reader.number("afstand"),
        age=age,
        age_until=age_until,
        max_wait=reader.number("wachttijd"),
        free_place=reader.yes("plek"),
        with_figures=reader.yes("cijfers"),
        sort=reader.sort(),
        page=reader.number("pagina") or 1,
        coarsened=reader.coarsened,
    )
    return _what_holds_together(question, reader)


def _what_holds_together(question: Question, reader: _Reader) -> Question:
    """A value that needs another one is dropped where that one is missing."""
    if question.distance is not None and question.centre is None:
        if question.elsewhere is None:  # else it is told already
            reader.drop("afstand", str(question.distance), Reason.NO_PLACE)
        question = question.without("afstand").at_page(question.page)
    if question.sort == Sort.DISTANCE and question.centre is None:
        if question.elsewhere is None:
            reader.drop("sorteer", question.sort, Reason.NO_PLACE)
        question = question.without("sorteer").at_page(question.page)
    if question.sort == Sort.RELEVANCE and not question.words:
        reader.drop("sorteer", Sort.RELEVANCE, Reason.NO_WORDS)
        question = question.without("sorteer").at_page(question.page)
    return question.telling(reader.dropped)


Values = tuple[Container[str], Container[str]]  # known, and of those the ones that are listed


def _categories(region: RegionData) -> Values:
    """A category of restricted products only is itself not listed."""
    listed = {p.category for p in region.products.values() if p.audience == Audience.PUBLIC}
    return region.categories, listed | {k.category for k in region.help_kinds.values() if k.audience == Audience.PUBLIC}


def _by_audience(items: Callable[[RegionData], Mapping[str, object]]) -> Callable[[RegionData], Values]:
    def values(region: RegionData) -> Values:
        known = items(region)
        return known, {key for key, item in known.items() if getattr(item, "audience", "") == Audience.PUBLIC}

    return values


def _everything(known: Container[str]) -> Values:
    return known, known


LANGUAGES = frozenset(str(code) for code in Locale("nl").languages if len(str(code)) == 2)

_KNOWN: dict[str, Callable[[RegionData], Values]] = {
    "soort": _by_audience(lambda region: region.help_kinds),
    "vorm": _by_audience(lambda region: region.forms),
    "product": _by_audience(lambda region: region.products),
    "categorie": _categories,
    "doelgroep": lambda region: _everything(region.target_groups),
    "sector": lambda region: _everything(region.sectors),
    "taal": lambda region: _everything(LANGUAGES),
    "route": lambda region: _everything({route.referrer for route in region.routes}),
}
