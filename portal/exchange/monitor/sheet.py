"""The one sheet of the extract. Its headers are the words of source 002, bijlage 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.exchange.workbook.rows import Row
from portal.exchange.workbook.sheets import Column, Kind, Sheet
from portal.exchange.workbook.template import write_template


@dataclass(slots=True, kw_only=True)
class MonitorLine(Row):
    provider: str = ""
    municipality: str = ""
    product: str = ""
    help_kind: str = ""
    referrer: str = ""
    measure: bool | None = None
    allocated: date | None = None
    starts: date | None = None
    ends: date | None = None
    end_reason: str = ""


# Words of routes.csv where it has them; the numbers are those of COD327, with and without what Excel takes off.
_REFERRERS = {
    "toegang": ("gemeente", "toegang", "01", "1"),
    "huisarts": ("huisarts", "02", "2"),
    "jeugdarts": ("jeugdarts", "03", "3"),
    "gi": ("gi", "gecertificeerde instelling", "04", "4"),
    "medisch-specialist": ("medisch specialist", "05", "5"),
    "self": ("geen verwijzer", "zelf", "06", "6"),
    "judge": ("rechter", "08", "8"),
}
REFERRERS: Mapping[str, object] = {word: meant for meant, words in _REFERRERS.items() for word in words}

# iJw JZ588.
_REASONS = ("02", "20", "31", "32", "33", "34", "35", "36", "37")
REASONS: Mapping[str, object] = {word: code for code in _REASONS for word in dict.fromkeys((code, code.lstrip("0")))}

MONITOR = Sheet(
    "Monitor",
    MonitorLine,
    "Eén rij per toewijzing. Geen naam, BSN, geboortedatum of nummer van een cliënt: zo'n bestand wordt geweigerd.",
    (
        Column("provider", "Aanbieder", Kind.LINE, "Sleutel, naam, KvK- of AGB-nummer.", True, example="knikkermolen"),
        Column("municipality", "Gemeente", Kind.MUNICIPALITY, "Gemeente die betaalt. Leeg = onbekend.", example="0193"),
        Column(
            "product",
            "Zorgproduct(en)",
            Kind.LINE,
            "Voorziening: sleutel, naam of productcode. Eén per rij.",
            True,
            example="individueel-tg3",
        ),
        Column(
            "help_kind", "Soort hulp", Kind.KEY, "Soort hulp, als die bekend is. Leeg = onbekend.", refers="help_kinds"
        ),
        Column("referrer", "Verwijzer", Kind.CHOICE, "Wie verwees. Leeg = onbekend.", choices=REFERRERS),
        Column("measure", "Maatregel (ja/nee)", Kind.FLAG, "ja = er is een maatregel van de rechter. Leeg = onbekend."),
        Column("allocated", "Datum toewijzing", Kind.DATE, "Dag van de toewijzing.", True, example="01-06-2026"),
        Column("starts", "Datum start zorg", Kind.DATE, "Dag van de eerste echte hulp. Leeg = nog niet begonnen."),
        Column("ends", "Datum einde zorg", Kind.DATE, "Dag waarop de hulp eindigde. Leeg = loopt nog."),
        Column("end_reason", "Reden einde", Kind.CHOICE, "Code van iJw (JZ588).", choices=REASONS, example="31"),
    ),
)


def template_monitor(path: Path) -> None:
    """The empty file, with a sheet that explains every column."""
    write_template(path, [MONITOR])
