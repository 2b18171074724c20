"""A profile in parts, each of which is one page with one form; and how full each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.profile.content import Values
from portal.profile.records import Profile


class Kind(StrEnum):
    """As in the address."""

    TEXTS = "teksten"
    FEATURES = "kenmerken"
    PEOPLE = "mensen"
    LOCATIONS = "locaties"
    OFFER = "aanbod"
    PICTURES = "fotos"


OF_OFFER = f"{Kind.OFFER}-"
_FIELDS = {
    Kind.TEXTS: ("about.", "approach.", "identity."),
    Kind.FEATURES: ("languages", "sectors", "quality"),
    Kind.PEOPLE: ("functions",),
    Kind.LOCATIONS: ("location.",),
    Kind.PICTURES: ("pictures",),
}


@dataclass(frozen=True)
class Part:
    kind: Kind
    offer: str = ""  # its key

    @property
    def word(self) -> str:
        return f"{OF_OFFER}{self.offer}" if self.offer else self.kind.value

    def has(self, field: str) -> bool:
        prefixes = (f"offer.{self.offer}.",) if self.offer else _FIELDS[self.kind]
        return field.startswith(prefixes)

    def of(self, values: Values) -> Values:
        return {name: value for name, value in values.items() if self.has(name)}


def parts_of(profile: Profile) -> Sequence[Part]:
    """In the order in which one fills them in. Who has no location has none to tell of."""
    general = [Part(Kind.TEXTS), Part(Kind.FEATURES), Part(Kind.PEOPLE)]
    places = [Part(Kind.LOCATIONS)] if profile.locations else []
    return [*general, *(Part(Kind.OFFER, offer.key) for offer in profile.offers), *places, Part(Kind.PICTURES)]


def part_named(word: str, profile: Profile) -> Part | None:
    return next((part for part in parts_of(profile) if part.word == word), None)


@dataclass(frozen=True)
class Fullness:
    """How much of what families ask for is there. Names of what is still missing."""

    filled: int
    asked: int
    missing: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return self.filled == self.asked


# What is asked of each part: never what a provider may well leave empty, such as its identity, or another language.
_ASKED = {
    Kind.TEXTS: ("about.nl", "approach.nl"),
    Kind.FEATURES: ("languages", "sectors", "quality"),
    Kind.PEOPLE: ("functions",),
    Kind.LOCATIONS: (),
    Kind.PICTURES: ("pictures",),
}
_ASKED_OF_OFFER = ("about.nl", "methods", "target_groups")


def fullness(part: Part, values: Values) -> Fullness:
    asked = [f"offer.{part.offer}.{name}" for name in _ASKED_OF_OFFER] if part.offer else list(_ASKED[part.kind])
    missing = tuple(name for name in asked if not _said(values.get(name)))
    return Fullness(len(asked) - len(missing), len(asked), missing)


def fullness_in_all(profile: Profile, values: Values) -> Fullness:
    each = [fullness(part, values) for part in parts_of(profile)]
    missing = tuple(name for one in each for name in one.missing)
    return Fullness(sum(one.filled for one in each), sum(one.asked for one in each), missing)


def _said(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)
