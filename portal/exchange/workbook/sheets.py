"""What a column and a sheet of the workbook are; the sheets are in provider_, offer_ and figure_sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.exchange.workbook.rows import Row


class Kind(StrEnum):
    """What a cell may hold."""

    KEY = "key"
    KEYS = "keys"
    LINE = "line"  # a short text
    LINES = "lines"  # short texts
    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    EIGHT_DIGITS = "eight-digits"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    LANGUAGES = "languages"
    FUNCTIONS = "functions"
    METHODS = "methods"
    MUNICIPALITY = "municipality"
    MUNICIPALITIES = "municipalities"


MANY = {Kind.KEYS, Kind.LINES, Kind.CHOICES, Kind.LANGUAGES, Kind.FUNCTIONS, Kind.METHODS, Kind.MUNICIPALITIES}


@dataclass(frozen=True)
class Column:
    """`name` is the field of the row; `refers` a sheet's name, or a list of RegionData."""

    name: str
    header: str
    kind: Kind
    explanation: str  # Dutch, for who fills the sheet in
    required: bool = False
    refers: str = ""
    choices: Mapping[str, object] = field(default_factory=dict)  # Dutch word → our value
    low: int = 0
    high: int = 1_000_000
    most: int = 200  # characters
    example: str = ""

    @property
    def many(self) -> bool:
        return self.kind in MANY


@dataclass(frozen=True)
class Sheet:
    name: str
    row: type[Row]
    explanation: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def header(self, name: str) -> str:
        return self.column(name).header


def key_of(what: str, example: str) -> Column:
    return Column("key", "Sleutel", Kind.KEY, f"Vaste sleutel van {what}; blijft altijd gelijk.", True, example=example)


def in_both_languages(name: str, header: str, explanation: str, example: str = "") -> tuple[Column, Column]:
    """Two columns of text, Dutch and English."""
    return (
        Column(f"{name}_nl", f"{header} (nl)", Kind.TEXT, explanation, most=5000, example=example),
        Column(f"{name}_en", f"{header} (en)", Kind.TEXT, f"{explanation} In het Engels.", most=5000),
    )


SOURCE = Column("source", "Bron", Kind.TEXT, "Waar deze gegevens vandaan komen.", most=1000)
EXAMPLE = Column(
    "is_example",
    "Voorbeeld",
    Kind.FLAG,
    "ja = verzonnen gegevens. Voorbeelden en echte gegevens gaan nooit samen in één portaal. Leeg = nee.",
)
PROVIDER = Column(
    "provider", "Aanbieder", Kind.KEY, "Sleutel van de aanbieder.", True, refers="Aanbieders", example="knikkermolen"
)


def period(of_what: str) -> tuple[Column, Column]:
    return (
        Column("starts", "Vanaf", Kind.DATE, f"Eerste dag van {of_what}. Leeg = onbekend.", example="01-01-2026"),
        Column("ends", "Tot en met", Kind.DATE, f"Laatste dag van {of_what}. Leeg = geen einde bekend."),
    )
