"""What is wrong with a workbook or was left as it is, where, and what was expected: in English and Dutch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SHOWN_VALUE = 60  # characters


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` names the message; `details` fills its places. Row 1 holds the headers; 0 = the whole sheet."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    def expected(self, language: str = "nl") -> str:
        english, dutch = MESSAGES[self.code]
        return (dutch if language == "nl" else english).format(**self.details)

    def render(self, language: str = "nl") -> str:
        """One line: sheet, row, column, value, what is expected."""
        row, column, empty = ("rij", "kolom", "leeg") if language == "nl" else ("row", "column", "empty")
        where = [self.sheet] if self.sheet else []
        where += [f"{row} {self.row}"] if self.row else []
        where += [f"{column} {self.column}"] if self.column else []
        shown = self.value if len(self.value) <= SHOWN_VALUE else self.value[:SHOWN_VALUE] + "…"
        hidden = self.code.startswith("persons-")
        found = f"“{shown}”: " if shown else f"{empty}: " if self.column and self.row and not hidden else ""
        place = ", ".join(where) + ": " if where else ""
        return f"{place}{found}{self.expected(language)}"


class Problems(list[Problem]):
    """Of one file, as they are found. `most`: how many are kept; of the others only how many `more` there are."""

    def __init__(self, found: Iterable[Problem] = (), most: int | None = None) -> None:
        super().__init__(found)
        self.most, self.more = most, 0

    @property
    def number(self) -> int:
        return len(self) + self.more

    def append(self, problem: Problem) -> None:
        if self.most is not None and len(self) >= self.most:
            self.more += 1
        else:
            super().append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.append(problem)


# code → English, Dutch. What the file says stands before it, so each reads as what was expected.
MESSAGES: dict[str, tuple[str, str]] = {
    "file-missing": ("no such file or folder", "dit bestand of deze map bestaat niet"),
    "file-unreadable": (
        "this is not a workbook that can be read; expected an .xlsx file or a folder of .csv files",
        "dit is geen leesbare werkmap; verwacht: een .xlsx-bestand of een map met .csv-bestanden",
    ),
    "file-locked": (
        "this workbook has a password or is an old .xls file; save it as .xlsx without a password",
        "deze werkmap heeft een wachtwoord of is een oud .xls-bestand; sla hem op als .xlsx zonder wachtwoord",
    ),
    "wrong-signs": (
        "some signs in this file are damaged; save it again as CSV UTF-8",
        "sommige tekens in dit bestand zijn beschadigd; sla het opnieuw op als CSV UTF-8",
    ),
    "quote-open": (
        "somewhere in this file a quote is opened and never closed",
        "ergens in dit bestand begint een aanhalingsteken dat nergens eindigt",
    ),
    "file-too-large": (
        "the workbook is too large: at most {limit} MB unpacked",
        "de werkmap is te groot: hoogstens {limit} MB uitgepakt",
    ),
    "no-sheet": ("no sheet with a known name; expected {sheets}", "geen blad met een bekende naam; verwacht: {sheets}"),
    "sheet-ignored": ("sheet is not known and was not read", "dit blad is niet bekend en niet gelezen"),
    "sheet-twice": ("the same sheet is there twice", "hetzelfde blad komt twee keer voor"),
    "column-ignored": ("column is not known and was not read", "deze kolom is niet bekend en niet gelezen"),
    "column-missing": ("this column is needed and is not there", "deze kolom is nodig en ontbreekt"),
    "column-twice": ("the same column is there twice", "dezelfde kolom komt twee keer voor"),
    "required": ("a value is needed here", "hier is een waarde nodig"),
    "cell-error": (
        "Excel could not work this out; expected a value",
        "Excel kon dit niet uitrekenen; verwacht: een waarde",
    ),
    "not-a-key": (
        "expected a key of small letters, digits and hyphens, at most 80 characters",
        "verwacht: een sleutel van kleine letters, cijfers en streepjes, hoogstens 80 tekens",
    ),
    "not-a-date": ("expected a date as dd-mm-yyyy", "verwacht: een datum als dd-mm-jjjj"),
    "not-a-number": ("expected a number", "verwacht: een getal"),
    "not-whole": ("expected a whole number", "verwacht: een heel getal"),
    "out-of-range": ("expected a number from {low} to {high}", "verwacht: een getal van {low} tot en met {high}"),
    "not-a-choice": ("expected one of: {choices}", "verwacht een van: {choices}"),
    "not-eight-digits": ("expected 8 digits", "verwacht: 8 cijfers"),
    "not-a-postcode": ("expected a postcode as 1234 AB, or 1234", "verwacht: een postcode als 1234 AB, of 1234"),
    "not-an-email": ("expected an e-mail address", "verwacht: een e-mailadres"),
    "not-a-website": (
        "expected an address that begins with https:// or http://",
        "verwacht: een adres dat begint met https:// of http://",
    ),
    "not-a-language": (
        "expected a language code of ISO 639 (nl, tr, ar) or its Dutch name",
        "verwacht: een taalcode van ISO 639 (nl, tr, ar) of de naam van de taal",
    ),
    "not-a-function": (
        "expected a function or tariff group, with or without a number (tg4=3)",
        "verwacht: een functie of tariefgroep, met of zonder aantal (tg4=3)",
    ),
    "too-long": ("expected at most {most} characters", "verwacht: hoogstens {most} tekens"),
    "key-twice": ("this key is on row {first} already", "deze sleutel staat al op rij {first}"),
    "number-taken": ("{other} has this number already", "dit nummer hoort al bij {other}"),
    "key-elsewhere": ("this key belongs to another region", "deze sleutel hoort bij een andere regio"),
    "unknown-key": (
        "expected a key from sheet {sheet}, or one already in the portal",
        "verwacht: een sleutel uit blad {sheet}, of een die al in het portaal staat",
    ),
    "not-in-region": ("this region has no such {what}{nearest}", "deze regio kent dit niet als {what}{nearest}"),
    "not-a-municipality": (
        "expected a CBS code of four digits, or a municipality of this region",
        "verwacht: een CBS-code van vier cijfers, of een gemeente van deze regio",
    ),
    "other-provider": ("this belongs to another provider ({other})", "dit hoort bij een andere aanbieder ({other})"),
    "provider-fixed": (
        "this key belongs to provider {other} and cannot move",
        "deze sleutel hoort bij aanbieder {other} en kan niet verhuizen",
    ),
    "contract-fixed": (
        "this key belongs to contract {other} and cannot move",
        "deze sleutel hoort bij contract {other} en kan niet verhuizen",
    ),
    "line-twice": ("this contract has this product already ({other})", "dit contract heeft dit product al ({other})"),
    "kind-or-form": (
        "expected either Soort hulp or Vorm, and not both",
        "verwacht: óf Soort hulp óf Vorm, niet allebei",
    ),
    "one-line-for-stay": (
        "living and stay have exactly one contract line",
        "wonen en verblijf hebben precies één inschrijving",
    ),
    "product-not-of-form": (
        "contract line {line} is for {product}; this form is delivered as: {products}",
        "inschrijving {line} is voor {product}; deze vorm wordt geleverd als: {products}",
    ),
    "ages-turned": ("expected an age from {low}", "verwacht: een leeftijd vanaf {low}"),
    "dates-turned": ("expected a date on or after {low}", "verwacht: een datum op of na {low}"),
    "in-the-future": ("expected a date not after today ({today})", "verwacht: een datum niet na vandaag ({today})"),
    "address-hidden": (
        "children live or stay here ({offer}); expected plaats or regio",
        "hier wonen of verblijven kinderen ({offer}); verwacht: plaats of regio",
    ),
    "more-than": ("expected at most {high} ({column})", "verwacht: hoogstens {high} ({column})"),
    "full-with-places": (
        "with places free the state is open or beperkt",
        "met vrije plaatsen is de stand open of beperkt",
    ),
    "share-needs-count": (
        "this indicator is a share: Teller is needed",
        "deze indicator is een aandeel: Teller is nodig",
    ),
    "mark-needs-mean": (
        "this indicator is a mark: Gemiddelde is needed",
        "deze indicator is een cijfer: Gemiddelde is nodig",
    ),
    "not-public": (
        "the region does not list this to everyone, so no public question is about it",
        "de regio toont dit niet aan iedereen, dus geen openbare vraag gaat hierover",
    ),
    "persons-column": (
        "this column can tell who somebody is; take it out of the file. Nothing of the file was kept",
        "deze kolom kan verraden wie iemand is; haal haar uit het bestand. Er is niets van het bestand bewaard",
    ),
    "persons-bsn": (
        "here stands a number that can be a BSN; take it out of the file. Nothing of the file was kept",
        "hier staat een getal dat een BSN kan zijn; haal het uit het bestand. Er is niets van het bestand bewaard",
    ),
    "not-a-provider": (
        "expected a provider with a contract in this region: its key, name, KvK or AGB number",
        "verwacht: een aanbieder met een contract in deze regio: sleutel, naam, KvK- of AGB-nummer",
    ),
    "several-providers": (
        "several providers are called this; use the key, KvK or AGB number",
        "meer aanbieders heten zo; gebruik de sleutel, het KvK- of AGB-nummer",
    ),
    "too-many-rows": ("expected at most {most} rows", "verwacht: hoogstens {most} rijen"),
    "too-many-columns": ("expected at most {most} columns", "verwacht: hoogstens {most} kolommen"),
    "too-many-cells": ("this is too much: at most {most} cells", "dit is te veel: hoogstens {most} cellen"),
    "no-rows": ("there are no rows in this file", "er staan geen rijen in dit bestand"),
    "example-into-real": (
        "this portal holds real data; example data cannot be added to it",
        "dit portaal bevat echte gegevens; voorbeelden kunnen er niet bij",
    ),
    "real-into-example": (
        "this portal holds example data; real data cannot be added to it",
        "dit portaal bevat voorbeelden; echte gegevens kunnen er niet bij",
    ),
    "example-mixed": (
        "example and real data cannot be in one workbook",
        "voorbeelden en echte gegevens kunnen niet in één werkmap",
    ),
    "availability-older": (
        "skipped: the portal holds a newer availability, of {held}",
        "overgeslagen: het portaal heeft een nieuwere stand, van {held}",
    ),
    "edited-in-portal": (
        "skipped: changed in the portal since the last import",
        "overgeslagen: in het portaal gewijzigd na de laatste import",
    ),
    "not-begun": (
        "not ended: it has yet to begin; end it by hand",
        "niet beëindigd: dit moet nog ingaan; beëindig het met de hand",
    ),
}
