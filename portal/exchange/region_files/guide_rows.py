"""Rows of the files that show the way: situations, rights, field terms and special ways."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from portal.exchange.region_files.cells import DutchTexts, Keys, PlainDate, split_cell
from portal.exchange.region_files.rows import Item, RuleKind, State
from portal.model.columns import Texts
from portal.model.guide import Reader

Icon = Literal[
    "home",
    "school",
    "mind",
    "disability",
    "elsewhere",
    "rest",
    "reading",
    "divorce",
    "eighteen",
    "talk",
    "safe",
    "drugs",
    "sad",
    "body",
    "baby",
]


def split_texts(texts: object) -> object:
    """Language → spellings, from language → cell."""
    if not isinstance(texts, dict):
        return texts
    return {language: list(split_cell(cell)) for language, cell in texts.items()}  # type: ignore[call-overload]


class SituationRow(Item):
    text_columns: ClassVar[dict[str, str]] = {"names": "name", "about": "about"}

    about: DutchTexts
    audience: Reader
    icon: Icon
    help_kinds: Keys = ()
    forms: Keys = ()
    target_groups: Keys = ()
    categories: Keys = ()


class RightRow(Item):
    topic: Literal["choice", "own_plan", "support", "voice", "consent", "money"]
    kind: RuleKind


class GlossaryRow(Item):
    text_columns: ClassVar[dict[str, str]] = {"names": "name", "also": "also", "meaning": "meaning"}

    also: Annotated[
        dict[str, list[str]],
        BeforeValidator(split_texts),
        Field(default_factory=dict, description="other spellings, with ; between them, or empty"),
    ]
    meaning: DutchTexts


class PathwayRow(Item):
    text_columns: ClassVar[dict[str, str]] = {"names": "name", "area": "area"}

    area: Annotated[Texts, Field(default_factory=dict)]  # empty: unknown
    state: State
    kind: RuleKind
    valid_from: PlainDate = ""
