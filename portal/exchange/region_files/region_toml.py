"""region.toml: who the region is, what it decided on, and its crisis route."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from portal.exchange.region_files.cells import CssName, CssValue, DutchTexts, HostName, Key, Source, Words
from portal.exchange.region_files.problem import Problem
from portal.model.region import Terms

FILE = "region.toml"

PhoneNumber = Annotated[str, Field(pattern=r"^[0-9][0-9 -]{2,14}$", description="a telephone number")]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CrisisNumber(Part):
    key: Key
    names: DutchTexts
    number: PhoneNumber
    about: DutchTexts
    source: Source


class CrisisRoute(Part):
    """Dumped as it stands into the region's record."""

    source: Source
    steps: dict[str, tuple[Words, ...]]
    numbers: Annotated[tuple[CrisisNumber, ...], Field(min_length=1, description="at least one number to call")]

    @field_validator("steps")
    @classmethod
    def dutch_steps(cls, steps: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if not steps.get("nl"):
            raise ValueError("no Dutch steps")
        return steps


class Contact(Part):
    """Someone outside the region whom everyone may call. Dumped as it stands into the region's record."""

    key: Key
    names: DutchTexts
    about: DutchTexts
    number: PhoneNumber
    url: Annotated[str, Field(pattern=r"^(https://[^\s\"'<>]+)?$")] = ""
    # The file says "for", which is no name that Python allows.
    audience: Annotated[Literal["parent", "young", "both"], Field(alias="for")]
    source: Source


class RegionRow(Part):
    key: Key
    names: DutchTexts
    hosts: Annotated[tuple[HostName, ...], Field(min_length=1, description="at least one host name")]
    is_default: bool = False
    terms: dict[str, int]
    terms_basis: Literal["source", "ours", "inferred"]
    crisis: CrisisRoute
    contacts: tuple[Contact, ...] = ()
    look: dict[CssName, CssValue]
    texts: dict[str, DutchTexts] = {}
    source: Source

    @field_validator("terms")
    @classmethod
    def known_terms(cls, terms: dict[str, int]) -> dict[str, int]:
        """Anything else would be a threshold that nothing reads."""
        if unknown := sorted(set(terms) - set(Terms.model_fields)):
            raise ValueError(f"unknown: {', '.join(unknown)}")
        if wrong := sorted(name for name, days in terms.items() if days < 1):
            raise ValueError(f"below 1: {', '.join(wrong)}")
        return terms


# What the innermost of these names may hold.
EXPECTED = {
    "key": "a key: lower-case letters, digits and single hyphens, at most 80",
    "source": "document and paragraph, as in: 001 3.2.4",
    "names": "a Dutch text under nl",
    "about": "a Dutch text under nl",
    "texts": "a Dutch text under nl",
    "hosts": "a host name in lower case, without port; at least one",
    "is_default": "true or false",
    "terms": f"whole numbers of at least 1 for {', '.join(Terms.model_fields)}",
    "terms_basis": "one of source, ours, inferred",
    "crisis": "a table with source, steps and numbers",
    "steps": "a list of Dutch steps under nl",
    "numbers": "at least one number to call",
    "number": "a telephone number",
    "contacts": "tables with key, names, about, number, for and source",
    "url": "an address that begins with https://, or nothing",
    "for": "one of parent, young, both",
    "look": "a custom property with plain CSS, as in: --region-primary and #1f5c7a",
}


def read_region_toml(folder: Path) -> tuple[RegionRow | None, list[Problem]]:
    path = folder / FILE
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None, [Problem(FILE, None, "", "", "this file, in UTF-8")]
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        return None, [Problem(FILE, None, "", str(wrong), "TOML in UTF-8")]
    try:
        return RegionRow.model_validate(content), []
    except ValidationError as wrong:
        return None, [toml_problem(error) for error in wrong.errors()]


def toml_problem(error: Any) -> Problem:
    path = [str(part) for part in error["loc"]]
    if error["type"] == "extra_forbidden":
        return Problem(FILE, None, ".".join(path), path[-1], "a name that the portal knows")
    named = next((name for name in reversed(path) if name in EXPECTED), "")
    value = "" if error["type"] == "missing" or isinstance(error["input"], dict) else str(error["input"])[:80]
    return Problem(FILE, None, ".".join(path), value, EXPECTED.get(named, "a value"))
