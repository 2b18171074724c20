"""Aanbod, Beschikbaarheid, Stops."""

from portal.exchange.workbook.rows import AvailabilityRow, OfferRow, StopRow
from portal.exchange.workbook.sheets import PROVIDER, Column, Kind, Sheet, in_both_languages, key_of
from portal.model import IntakeStatus
from portal.model.offer import LONGEST_WAIT, MOST_PLACES

OLDEST = 23  # years; help that began before 18 may go on until then

SETTINGS = {"thuis": "home", "school": "school", "praktijk": "practice", "groep": "group", "online": "online"}
STATUSES = {
    "open": IntakeStatus.OPEN,
    "beperkt": IntakeStatus.LIMITED,
    "vol": IntakeStatus.FULL,
    "stop": IntakeStatus.STOP,
}

OFFERS = Sheet(
    "Aanbod",
    OfferRow,
    "Eén rij per soort hulp of vorm van wonen of verblijf die een aanbieder biedt.",
    (
        key_of("het aanbod", "knikkermolen-gezinsbegeleiding"),
        PROVIDER,
        Column("help_kind", "Soort hulp", Kind.KEY, "Soort hulp. Vul deze óf Vorm in.", refers="help_kinds"),
        Column("form", "Vorm", Kind.KEY, "Vorm van wonen of verblijf. Vul deze óf Soort hulp in.", refers="forms"),
        Column(
            "lines",
            "Inschrijvingen",
            Kind.KEYS,
            "Inschrijvingen waaronder dit valt; bij wonen en verblijf precies één.",
            refers="Inschrijvingen",
        ),
        Column("location", "Locatie", Kind.KEY, "Sleutel van de locatie.", refers="Locaties"),
        Column(
            "comes_to",
            "Komt in gemeenten",
            Kind.MUNICIPALITIES,
            "Gemeenten waar de hulp bij u thuis komt.",
            refers="municipalities",
            example="0193;0150",
        ),
        Column(
            "municipalities",
            "Voor gemeenten",
            Kind.MUNICIPALITIES,
            "Gemeenten waar de kinderen wonen voor wie dit is. Leeg = de hele regio.",
            refers="municipalities",
        ),
        Column("age_from", "Leeftijd vanaf", Kind.WHOLE, "Jongste leeftijd. Leeg = 0.", high=OLDEST, example="4"),
        Column("age_to", "Leeftijd tot en met", Kind.WHOLE, "Oudste leeftijd. Leeg = 18.", high=OLDEST, example="18"),
        *in_both_languages("title", "Titel", "Eigen naam van het aanbod."),
        *in_both_languages("about", "Omschrijving", "Wat het is, in gewone woorden."),
        Column(
            "methods", "Methoden", Kind.METHODS, "Namen van methoden; een * erachter = erkend.", example="EMDR*;Lego"
        ),
        Column("target_groups", "Doelgroepen", Kind.KEYS, "Voor wie het is.", refers="target_groups"),
        Column("settings", "Waar", Kind.CHOICES, "Waar de hulp plaatsvindt.", choices=SETTINGS, example="thuis;school"),
        Column("tariff_groups", "Tariefgroepen", Kind.KEYS, "Tariefgroepen die erin werken.", refers="tariff_groups"),
        Column("budgets", "Keuzebudgetten", Kind.KEYS, "Keuzebudgetten die erbij passen.", refers="budgets"),
        Column("group_size", "Groepsgrootte", Kind.WHOLE, "Kinderen in de groep.", low=1, high=100),
        Column("capacity", "Plaatsen", Kind.WHOLE, "Plaatsen in totaal.", high=10_000),
        Column("published", "Gepubliceerd", Kind.FLAG, "nee = nog niet zichtbaar. Leeg = ja.", example="ja"),
        Column(
            "restricted",
            "Alleen toegang en GI",
            Kind.FLAG,
            "ja = alleen de toegang en de GI zien dit. Wat de regio niet openbaar maakt, is altijd ja. Leeg = nee.",
        ),
    ),
)

AVAILABILITY = Sheet(
    "Beschikbaarheid",
    AvailabilityRow,
    "Eén rij per aanbod: is er nu plaats.",
    (
        Column("key", "Aanbod", Kind.KEY, "Sleutel van het aanbod.", True, refers="Aanbod"),
        Column(
            "status", "Stand", Kind.CHOICE, "Of er nieuwe kinderen bij kunnen.", True, choices=STATUSES, example="open"
        ),
        Column("free_places", "Vrije plaatsen", Kind.WHOLE, "Plaatsen die nu vrij zijn.", high=MOST_PLACES),
        Column("intake_wait", "Aanmeldwachttijd", Kind.WHOLE, "Weken tot het eerste gesprek.", high=LONGEST_WAIT),
        Column("treatment_wait", "Behandelwachttijd", Kind.WHOLE, "Weken van gesprek tot hulp.", high=LONGEST_WAIT),
        Column("reference_date", "Peildatum", Kind.DATE, "Dag waarop dit waar was.", True, example="01-11-2026"),
    ),
)

STOPS = Sheet(
    "Stops",
    StopRow,
    "Eén rij per cliëntenstop: van een aanbieder als geheel, één voorziening of één aanbod.",
    (
        key_of("de stop", "knikkermolen-stop"),
        PROVIDER,
        Column("product", "Product", Kind.KEY, "Voorziening waarvoor de stop geldt. Leeg = alles.", refers="products"),
        Column("offer", "Aanbod", Kind.KEY, "Aanbod waarvoor de stop geldt. Leeg = alles.", refers="Aanbod"),
        Column("imposed", "Opgelegd", Kind.FLAG, "ja = door de regio opgelegd. Leeg = nee."),
        Column("ground", "Reden", Kind.TEXT, "De reden; die wordt nooit openbaar.", most=1000),
        Column("starts", "Vanaf", Kind.DATE, "Eerste dag van de stop.", True, example="01-11-2026"),
        Column("ends", "Tot en met", Kind.DATE, "Laatste dag van de stop. Leeg = nog niet bekend."),
        *in_both_languages("text", "Tekst", "Wat bezoekers erover lezen."),
    ),
)
