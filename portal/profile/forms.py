"""The forms of the parts as they are sent: what was typed, by field, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from litestar import Request

from portal.model import Location
from portal.profile.content import (
    AGES_TURNED,
    LANGUAGES,
    MOST,
    MOST_METHODS,
    MOST_PEOPLE,
    MOST_PICTURES,
    OLDEST,
    Text,
    Values,
    quality_words,
)
from portal.profile.parts import Kind, Part
from portal.profile.records import Profile
from portal.web.characters import lines, one_line
from portal.web.errors import BadRequest
from portal.web.form import SENTENCES
from portal.web.language import LANGUAGES as OF_PAGES
from portal.web.language import N_
from portal.web.visit import Visit

SEEN = "gezien"  # what stood there when the page was made, as JSON
CHOOSE = N_("Choose one of the possibilities.")
NOT_TWICE = N_("This stands here twice.")
NO_ALT = N_("Say of each picture what is in it, in Dutch: not everybody sees it.")
AT_HOME = N_("Children live or stay here. Its address is never shown.")
LONGEST_SEEN = 60_000
SPOKEN = (
    "nl", "fy", "en", "de", "fr", "es", "it", "pt", "pl", "bg", "ro", "hu", "uk", "ru", "tr", "ku", "ar", "fa", "ps",
    "ti", "am", "so", "zh", "vi", "pap", "srn", "ber", "dse",
)  # fmt: skip

Sent = Mapping[str, Sequence[str]]


@dataclass
class Read:
    """`values` may hold what is wrong, as it was typed, to be shown again."""

    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    visit: Visit | None = None

    def wrong(self, name: str, sentence: str, **filled: object) -> None:
        assert self.visit is not None
        self.errors.setdefault(name, self.visit.gettext(sentence, **filled))


@dataclass(frozen=True)
class Seen:
    """What the sender had before them: the draft, and of what others changed meanwhile how it stands."""

    values: Values
    clashes: Values


async def read_sent(request: Request[Any, Any, Any]) -> Sent:
    try:
        sent = await request.form()
    except (LookupError, ValueError) as unreadable:
        raise BadRequest from unreadable
    return {name: [value for value in sent.getall(name) if isinstance(value, str)] for name in sent}


def read_seen(sent: Sent, part: Part) -> Seen:
    """Raises BadRequest: no page of ours sends another."""
    said = _one(sent, SEEN)
    try:
        found = msgspec.json.decode(said[:LONGEST_SEEN], type=dict[str, dict[str, Any]])
    except (msgspec.DecodeError, RecursionError) as problem:
        raise BadRequest from problem
    values, clashes = found.get("values", {}), found.get("clashes", {})
    if not all(part.has(name) for name in (*values, *clashes)):
        raise BadRequest
    return Seen(values, clashes)


def write_seen(values: Values, clashes: Values) -> str:
    return msgspec.json.encode({"values": values, "clashes": clashes}).decode()


def read_part(part: Part, sent: Sent, visit: Visit, profile: Profile) -> Read:
    read = Read(visit=visit)
    _READ[part.kind](read, part, sent, profile)
    for name, value in read.values.items():
        held = profile.values.get(name)
        if isinstance(held, str) and lines(held.replace("\r\n", "\n")) == value:
            read.values[name] = held  # a browser wrote its ends of lines in another way, and nobody changed a thing
        if read.values[name] == held:
            read.errors.pop(name, None)  # came in by a workbook, and may stay as it is
    return read


def _one(sent: Sent, name: str) -> str:
    return (sent.get(name) or [""])[-1]


def _texts(read: Read, sent: Sent, name: str, most: int) -> None:
    for language in LANGUAGES:
        text = lines(_one(sent, f"{name}.{language}").replace("\r\n", "\n"))
        read.values[f"{name}.{language}"] = text
        if len(text) > most:
            read.wrong(f"{name}.{language}", SENTENCES["string_too_long"], max_length=most)


def _chosen(read: Read, sent: Sent, name: str, known: Mapping[str, Any] | Sequence[str], held: Sequence[str]) -> None:
    """What is held and not on the list any more can stay, or go."""
    said = list(dict.fromkeys(sent.get(name, ())))
    read.values[name] = sorted(said)
    if any(word not in known and word not in held for word in said):
        read.wrong(name, CHOOSE)


def _read_texts(read: Read, _part: Part, sent: Sent, _profile: Profile) -> None:
    for text in Text:
        _texts(read, sent, text.value, MOST[text.value])


def _read_features(read: Read, _part: Part, sent: Sent, profile: Profile) -> None:
    _chosen(read, sent, "languages", SPOKEN, profile.values["languages"])
    _chosen(read, sent, "sectors", profile.region.sectors, profile.values["sectors"])
    _chosen(read, sent, "quality", quality_words(), ())
    order = {word: place for place, word in enumerate(quality_words())}
    read.values["quality"].sort(key=lambda word: order.get(word, len(order)))


def _read_people(read: Read, _part: Part, sent: Sent, profile: Profile) -> None:
    """A tick says that they are there, a number how many. A number alone says both."""
    said = []
    ticked = set(sent.get("functions", ()))
    held = {(one["tariff_group"], one["function"]) for one in profile.values["functions"]}
    for group, function in [*dict.fromkeys([*functions_known(profile), *sorted(held)])]:
        number = one_line(_one(sent, f"people-{group}.{function}"))
        if not number and f"{group}.{function}" not in ticked:
            continue
        people = _whole(read, "functions", number, MOST_PEOPLE) if number else None
        said.append({"tariff_group": group, "function": function, "people": people})
    read.values["functions"] = sorted(said, key=lambda one: (one["tariff_group"], one["function"]))


def functions_known(profile: Profile) -> list[tuple[str, str]]:
    """Of each tariff group: as a whole, then its functions."""
    region = profile.region
    return [
        (group, function)
        for group in region.tariff_groups
        for function in ("", *(key for key, item in region.functions.items() if item.tariff_group == group))
    ]


def _whole(read: Read, name: str, typed: str, most: int) -> int | str:
    if not re.fullmatch("[0-9]{1,6}", typed):
        read.wrong(name, SENTENCES["int_parsing"])
        return typed[:20]
    if int(typed) > most:
        read.wrong(name, SENTENCES["less_than_equal"], le=most)
    return int(typed)


def _read_offer(read: Read, part: Part, sent: Sent, profile: Profile) -> None:
    name = f"offer.{part.offer}"
    _texts(read, sent, f"{name}.about", MOST["offer"])
    _read_methods(read, f"{name}.methods", sent)
    _chosen(read, sent, f"{name}.target_groups", profile.region.target_groups, profile.values[f"{name}.target_groups"])
    ages = [
        _whole(read, f"{name}.{age}", one_line(_one(sent, f"{name}.{age}")), OLDEST) for age in ("age_from", "age_to")
    ]
    read.values |= {f"{name}.age_from": ages[0], f"{name}.age_to": ages[1]}
    if all(isinstance(age, int) for age in ages) and int(ages[1]) < int(ages[0]):
        read.wrong(f"{name}.age_to", AGES_TURNED)


def _read_methods(read: Read, name: str, sent: Sent) -> None:
    said: list[dict[str, Any]] = []
    recognised = set(sent.get("recognised", ()))
    for number in range(MOST_METHODS):
        method = one_line(_one(sent, f"method-{number}"))
        if not method:
            continue
        if len(method) > MOST["method"]:
            read.wrong(name, SENTENCES["string_too_long"], max_length=MOST["method"])
        if any(method.casefold() == one["name"].casefold() for one in said):
            read.wrong(name, NOT_TWICE)
        said.append({"name": method, "recognised": str(number) in recognised})
    read.values[name] = said


def _read_locations(read: Read, _part: Part, sent: Sent, profile: Profile) -> None:
    for place in profile.locations:
        _read_location(read, sent, profile, place)


def _read_location(read: Read, sent: Sent, profile: Profile, place: Location) -> None:
    name = f"location.{place.key}"
    called, shown = one_line(_one(sent, f"{name}.name")), _one(sent, f"{name}.visibility")
    read.values |= {f"{name}.name": called, f"{name}.visibility": shown}
    if len(called) > MOST["name"]:
        read.wrong(f"{name}.name", SENTENCES["string_too_long"], max_length=MOST["name"])
    if shown not in [choice.value for choice in profile.choices(place)]:
        read.wrong(f"{name}.visibility", AT_HOME if shown == "address" else CHOOSE)


def _read_pictures(read: Read, _part: Part, sent: Sent, profile: Profile) -> None:
    """Those that the form was about, in the order asked for; of two with the same number the first stays first."""
    gone, own = set(sent.get("gone", ())), {picture.key for picture in profile.pictures}
    placed: list[tuple[int, dict[str, Any]]] = []
    for key in sent.get("picture", ()):
        if key not in own:
            raise BadRequest
        if key in gone:
            continue
        place = _whole(read, "pictures", one_line(_one(sent, f"place.{key}")), MOST_PICTURES)
        alt = {language: one_line(_one(sent, f"alt.{key}.{language}")) for language in LANGUAGES}
        read_alt(read, alt)
        placed.append((place if isinstance(place, int) else MOST_PICTURES, {"key": key, "alt": alt}))
    read.values["pictures"] = [one for _, one in sorted(placed, key=lambda held: held[0])]


def read_alt(read: Read, alt: Mapping[str, str]) -> None:
    if not alt["nl"]:
        read.wrong("pictures", NO_ALT)
    if any(len(text) > MOST["alt"] for text in alt.values()):
        read.wrong("pictures", SENTENCES["string_too_long"], max_length=MOST["alt"])


_READ: Mapping[Kind, Callable[[Read, Part, Sent, Profile], None]] = {
    Kind.TEXTS: _read_texts,
    Kind.FEATURES: _read_features,
    Kind.PEOPLE: _read_people,
    Kind.OFFER: _read_offer,
    Kind.LOCATIONS: _read_locations,
    Kind.PICTURES: _read_pictures,
}
assert set(LANGUAGES) <= set(OF_PAGES)
