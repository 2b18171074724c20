"""What a profile holds, and its fields by name: to compare, to remark on, and to put in the records.

A field is named by a path: `about.nl`, `languages`, `offer.<key>.methods`, `location.<key>.visibility`.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from portal.model import QualityAspect, Visibility
from portal.web.language import N_

Values = dict[str, Any]  # field → value, as JSON knows them

LANGUAGES = ("nl", "en")  # in which a provider writes; other languages of a text stay as they are
MOST = {"about": 1500, "approach": 1500, "identity": 600, "offer": 1200, "method": 80, "name": 80, "alt": 160}
MOST_METHODS = 12
MOST_PICTURES = 6
OLDEST = 23  # help can go on until then
MOST_PEOPLE = 9_999
AGES_TURNED = N_("The oldest age is lower than the youngest.")


class Text(StrEnum):
    """The texts of a provider as a whole, in the order of its page."""

    ABOUT = "about"
    APPROACH = "approach"
    IDENTITY = "identity"


def _text(most: int) -> Any:
    return Annotated[str, StringConstraints(max_length=most)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Method(_Strict):
    name: Annotated[str, StringConstraints(min_length=1, max_length=MOST["method"])]
    recognised: bool = False  # what the region confirmed, or in a draft what the provider asks it to


class AtWork(_Strict):
    """People in a tariff group, or in a function of it; None: they are there, and how many is not stated."""

    tariff_group: str
    function: str = ""
    people: Annotated[int, Field(ge=0, le=MOST_PEOPLE)] | None = None


class OfferTexts(_Strict):
    nl: _text(MOST["offer"]) = ""  # type: ignore[valid-type]
    en: _text(MOST["offer"]) = ""  # type: ignore[valid-type]


class OfferContent(_Strict):
    about: OfferTexts = OfferTexts()
    methods: Annotated[list[Method], Field(max_length=MOST_METHODS)] = []
    target_groups: list[str] = []
    age_from: Annotated[int, Field(ge=0, le=OLDEST)] = 0
    age_to: Annotated[int, Field(ge=0, le=OLDEST)] = 18

    @model_validator(mode="after")
    def ages_in_order(self) -> "OfferContent":
        if self.age_to < self.age_from:
            raise ValueError(AGES_TURNED)
        return self


class LocationContent(_Strict):
    name: _text(MOST["name"]) = ""  # type: ignore[valid-type]
    visibility: str = Visibility.PLACE.value


class AltTexts(_Strict):
    nl: Annotated[str, StringConstraints(min_length=1, max_length=MOST["alt"])]
    en: _text(MOST["alt"]) = ""  # type: ignore[valid-type]


class PictureContent(_Strict):
    key: str
    alt: AltTexts


class AboutTexts(_Strict):
    nl: _text(MOST["about"]) = ""  # type: ignore[valid-type]
    en: _text(MOST["about"]) = ""  # type: ignore[valid-type]


class ApproachTexts(_Strict):
    nl: _text(MOST["approach"]) = ""  # type: ignore[valid-type]
    en: _text(MOST["approach"]) = ""  # type: ignore[valid-type]


class IdentityTexts(_Strict):
    nl: _text(MOST["identity"]) = ""  # type: ignore[valid-type]
    en: _text(MOST["identity"]) = ""  # type: ignore[valid-type]


class ProfileContent(_Strict):
    """All that a provider can tell and the region looks at first. By offer and location: their key."""

    about: AboutTexts = AboutTexts()
    approach: ApproachTexts = ApproachTexts()
    identity: IdentityTexts = IdentityTexts()
    languages: list[str] = []
    sectors: list[str] = []
    quality: list[str] = []
    functions: list[AtWork] = []
    pictures: Annotated[list[PictureContent], Field(max_length=MOST_PICTURES)] = []
    offer: dict[str, OfferContent] = {}
    location: dict[str, LocationContent] = {}


def flat(content: ProfileContent) -> Values:
    """A value per field."""
    return dict(_flat("", content.model_dump(mode="json")))


def _flat(path: str, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, held in value.items():
        if isinstance(held, Mapping):
            yield from _flat(f"{path}{name}.", held)
        else:
            yield f"{path}{name}", held


def content_of(values: Mapping[str, Any]) -> ProfileContent:
    """The other way round, and checked: raises ValidationError for what no form of ours lets through."""
    nested: dict[str, Any] = {}
    for path, value in values.items():
        *parents, name = path.split(".")
        held = nested
        for parent in parents:
            held = held.setdefault(parent, {})
        held[name] = value
    return ProfileContent.model_validate(nested)


def quality_words() -> tuple[str, ...]:
    return tuple(aspect.value for aspect in QualityAspect)
