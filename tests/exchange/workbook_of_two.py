"""A workbook of two providers in a small region, as cells. What each test changes can be read at one glance."""

from copy import deepcopy
from datetime import date

from portal.database import Actor, Database
from portal.exchange.workbook import Workbook
from portal.exchange.workbook.contents import from_grids
from portal.model import (
    Budget,
    Form,
    Function,
    HelpKind,
    Indicator,
    Municipality,
    Product,
    ProductCategory,
    Region,
    Sector,
    TargetGroup,
    TariffGroup,
)

Cells = dict[str, object]
Book = dict[str, list[Cells]]

OPERATOR = Actor("operator", "command")
EXCEL = Actor("aanbieders.xlsx", "file")
PIET = Actor("piet@wilgenhof.example", "provider editor")

BOOK: Book = {
    "Aanbieders": [
        {"Sleutel": "wilgenhof", "Naam": "De Wilgenhof", "KvK": "01234567", "Functies": "tg3=4;orthopedagoog",
         "Sectoren": "jo",
         "Wat zij doen (nl)": "Wij helpen gezinnen.", "Talen": "nl;tr", "Voorbeeld": "nee",
         "Telefoon": "000-1234567"},
        {"Sleutel": "es", "Naam": "Praktijk De Es", "Andere namen": "De Es;Es Jeugdhulp",
         "Identiteit (nl)": "Christelijk."},
    ],
    "Locaties": [
        {"Sleutel": "wilgenhof-zwolle", "Aanbieder": "wilgenhof", "Straat en huisnummer": "Pompoenlaan 1",
         "Postcode": "8011 SA", "Plaats": "Zwolle", "Gemeente": "0193", "Zichtbaarheid": "adres"},
        {"Sleutel": "es-huis", "Aanbieder": "es", "Straat en huisnummer": "Geheimlaan 12", "Postcode": "7411 SD",
         "Plaats": "Deventer", "Gemeente": "0150", "Zichtbaarheid": "plaats"},
    ],
    "Contracten": [
        {"Sleutel": "wilgenhof-c", "Aanbieder": "wilgenhof", "Vanaf": date(2024, 1, 1), "Tot en met": date(2029, 12,
         31)},
        {"Sleutel": "es-c", "Aanbieder": "es", "Vanaf": "01-01-2025"},
    ],
    "Inschrijvingen": [
        {"Sleutel": "wilgenhof-tg3", "Contract": "wilgenhof-c", "Product": "tg3"},
        {"Sleutel": "es-gezinshuis", "Contract": "es-c", "Product": "gezinshuis"},
    ],
    "Aanbod": [
        {"Sleutel": "wilgenhof-gezin", "Aanbieder": "wilgenhof", "Soort hulp": "gezin",
         "Inschrijvingen": "wilgenhof-tg3",
         "Locatie": "wilgenhof-zwolle", "Komt in gemeenten": "0193;0150", "Leeftijd vanaf": 4,
         "Leeftijd tot en met": 18,
         "Methoden": "EMDR*;Buiten leren", "Doelgroepen": "autisme", "Waar": "thuis;school", "Tariefgroepen": "tg3",
         "Keuzebudgetten": "herstel-2", "Titel (nl)": "Gezinshulp", "Gepubliceerd": "ja"},
        {"Sleutel": "es-gezinshuis", "Aanbieder": "es", "Vorm": "gezinshuis", "Inschrijvingen": "es-gezinshuis",
         "Locatie": "es-huis", "Plaatsen": 4, "Groepsgrootte": 4},
    ],
    "Beschikbaarheid": [
        {"Aanbod": "wilgenhof-gezin", "Stand": "open", "Aanmeldwachttijd": 3, "Behandelwachttijd": 2,
         "Peildatum": "01-11-2026"},
        {"Aanbod": "es-gezinshuis", "Stand": "beperkt", "Vrije plaatsen": 1, "Peildatum": "15-11-2026"},
    ],
    "Metingen": [
        {"Sleutel": "wilgenhof-uitval", "Aanbieder": "wilgenhof", "Indicator": "uitval", "Teller": 5,
         "Aantal (n)": 48,
         "Periode van": "01-01-2025", "Periode tot en met": "31-12-2025", "Zichtbaar voor": "openbaar",
         "Uitgenodigd": 90, "Gereageerd": 48},
        {"Sleutel": "es-tevreden", "Aanbieder": "es", "Indicator": "tevreden", "Gemiddelde": "7,8", "Aantal (n)": 12,
         "Periode van": "01-01-2025", "Periode tot en met": "31-12-2025", "Informant": "jongere",
         "Kader": "vrijwillig"},
    ],
    "Stops": [
        {"Sleutel": "es-stop", "Aanbieder": "es", "Aanbod": "es-gezinshuis", "Reden": "Te weinig mensen",
         "Opgelegd": "nee",
         "Vanaf": "01-11-2026", "Tekst (nl)": "Even vol."},
    ],
    "Voorzieningen": [
        {"Sleutel": "spreekuur-zwolle", "Soort": "jgz", "Naam (nl)": "Opvoedspreekuur", "Gemeenten": "Zwolle",
         "Soorten hulp": "gezin", "Vormen": "gezinshuis", "Doelgroepen": "autisme", "Leeftijd vanaf": 0,
         "Leeftijd tot en met": 12},
        {"Sleutel": "jongerenwerk", "Soort": "buurt", "Naam (nl)": "Jongerenwerk", "Leeftijd vanaf": 10},
    ],
}  # fmt: skip


def cells() -> Book:
    """A copy that a test may change."""
    return deepcopy(BOOK)


def workbook(book: Book | None = None) -> Workbook:
    return from_grids((name, grid(rows)) for name, rows in (book or BOOK).items())


def grid(rows: list[Cells]) -> list[list[object]]:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    return [list(headers), *([row.get(header) for header in headers] for row in rows)]


async def add_region(database: Database, key: str = "oost") -> None:
    """Two municipalities, a few products, and of every list at least one."""
    async with database.writing(OPERATOR) as session:
        region = Region(key=key, names={"nl": key.title()}, hosts=[f"{key}.example"])
        session.add(region)
        await session.flush()
        assert region.id is not None
        about = {"region_id": region.id}
        session.add_all(
            [
                Municipality(**about, code="0193", key="zwolle", name="Zwolle"),
                Municipality(**about, code="0150", key="deventer", name="Deventer"),
                ProductCategory(**about, key="ambulant", names={"nl": "Ambulant"}),
                Product(**about, key="tg3", category="ambulant", unit="hour", names={"nl": "Tariefgroep 3"}),
                Product(**about, key="tg4", category="ambulant", unit="hour", names={"nl": "Tariefgroep 4"}),
                Product(**about, key="gezinshuis", category="wonen", unit="day"),
                Product(**about, key="crisisbed", category="crisis", unit="day", audience="restricted"),
                HelpKind(**about, key="gezin", category="ambulant", names={"nl": "Hulp in het gezin"}),
                HelpKind(**about, key="spoed", category="crisis", audience="restricted"),
                Form(**about, key="gezinshuis", group="living", products=["gezinshuis"], names={"nl": "Gezinshuis"}),
                Form(**about, key="crisisbed", group="stay", products=["crisisbed"], audience="restricted"),
                TargetGroup(**about, key="autisme", names={"nl": "Autisme"}),
                Sector(**about, key="jo", names={"nl": "Jeugd en opvoedhulp"}),
                TariffGroup(**about, key="tg3", number=3, level="hbo+"),
                Function(**about, key="orthopedagoog", tariff_group="tg3", names={"nl": "Orthopedagoog"}),
                Budget(**about, key="herstel-2", purpose="herstel", number=2),
                Indicator(**about, key="uitval", unit="share"),
                Indicator(**about, key="tevreden", unit="mark"),
            ]
        )
