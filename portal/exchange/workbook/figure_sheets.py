"""Metingen and Voorzieningen, and the list of all sheets."""

from portal.exchange.workbook.offer_sheets import AVAILABILITY, OFFERS, OLDEST, STOPS
from portal.exchange.workbook.provider_sheets import CONTRACTS, LINES, LOCATIONS, PROVIDERS
from portal.exchange.workbook.rows import FacilityRow, MeasurementRow
from portal.exchange.workbook.sheets import (
    EXAMPLE,
    PROVIDER,
    SOURCE,
    Column,
    Kind,
    Sheet,
    in_both_languages,
    key_of,
)
from portal.model import FacilityKind, MeasurementAudience

INFORMANTS = {"jongere": "youth", "ouder": "parent", "professional": "professional"}
FRAMES = {"vrijwillig": "voluntary", "gedwongen": "forced"}
AUDIENCES = {
    "concept": MeasurementAudience.DRAFT,
    "toegang": MeasurementAudience.TOEGANG,
    "verwijzers": MeasurementAudience.REFERRERS,
    "openbaar": MeasurementAudience.PUBLIC,
}
FACILITY_KINDS = {kind.value: kind for kind in FacilityKind}

MEASUREMENTS = Sheet(
    "Metingen",
    MeasurementRow,
    "Eén rij per cijfer, met alles wat nodig is om het eerlijk te lezen.",
    (
        key_of("de meting", "knikkermolen-uitval-2025"),
        PROVIDER,
        Column("indicator", "Indicator", Kind.KEY, "Wat er gemeten is.", True, refers="indicators"),
        Column("category", "Categorie", Kind.KEY, "Productcategorie. Leeg = de hele aanbieder.", refers="categories"),
        Column("product", "Product", Kind.KEY, "Voorziening waar het over gaat.", refers="products"),
        Column("numerator", "Teller", Kind.WHOLE, "Bij een aandeel: hoeveel van het aantal."),
        Column("n", "Aantal (n)", Kind.WHOLE, "Aantal waar het cijfer op rust.", True, low=1, example="48"),
        Column("mean", "Gemiddelde", Kind.DECIMAL, "Bij een cijfer: het gemiddelde, van 1 tot 10.", low=1, high=10),
        Column("deviation", "Standaardafwijking", Kind.DECIMAL, "Spreiding rond het gemiddelde.", high=10),
        Column("invited", "Uitgenodigd", Kind.WHOLE, "Hoeveel mensen zijn gevraagd."),
        Column("responded", "Gereageerd", Kind.WHOLE, "Hoeveel mensen hebben geantwoord."),
        Column("period_from", "Periode van", Kind.DATE, "Eerste dag van de meting.", True, example="01-01-2025"),
        Column("period_to", "Periode tot en met", Kind.DATE, "Laatste dag van de meting.", True, example="31-12-2025"),
        Column("informant", "Informant", Kind.CHOICE, "Wie heeft geantwoord.", choices=INFORMANTS),
        Column("frame", "Kader", Kind.CHOICE, "Vrijwillige of gedwongen hulp.", choices=FRAMES),
        Column("instrument", "Instrument", Kind.LINE, "Vragenlijst of registratie."),
        Column("delivered_on", "Geleverd op", Kind.DATE, "Dag waarop het cijfer is aangeleverd."),
        SOURCE,
        Column(
            "audience",
            "Zichtbaar voor",
            Kind.CHOICE,
            "Wie dit mag zien. Leeg = concept.",
            choices=AUDIENCES,
            example="concept",
        ),
    ),
)

FACILITIES = Sheet(
    "Voorzieningen",
    FacilityRow,
    "Eén rij per algemene voorziening: gratis hulp waar geen besluit voor nodig is.",
    (
        key_of("de voorziening", "jongerenwerk-zwolle"),
        Column("kind", "Soort", Kind.CHOICE, "Soort voorziening.", True, choices=FACILITY_KINDS, example="buurt"),
        Column("name_nl", "Naam (nl)", Kind.LINE, "Naam.", True),
        Column("name_en", "Naam (en)", Kind.LINE, "Naam in het Engels."),
        *in_both_languages("about", "Omschrijving", "Wat mensen er kunnen krijgen."),
        Column(
            "municipalities",
            "Gemeenten",
            Kind.MUNICIPALITIES,
            "Gemeenten waar het is. Leeg = de hele regio.",
            refers="municipalities",
        ),
        Column(
            "help_kinds",
            "Soorten hulp",
            Kind.KEYS,
            "Bij welke soorten hulp dit eerst kan helpen. Is dit leeg, en Vormen en Doelgroepen ook: bij elke vraag.",
            refers="help_kinds",
        ),
        Column("forms", "Vormen", Kind.KEYS, "Bij welke vormen dit eerst kan helpen.", refers="forms"),
        Column("target_groups", "Doelgroepen", Kind.KEYS, "Voor wie dit er is.", refers="target_groups"),
        Column("age_from", "Leeftijd vanaf", Kind.WHOLE, "Jongste leeftijd. Leeg = geen grens.", high=OLDEST),
        Column("age_to", "Leeftijd tot en met", Kind.WHOLE, "Oudste leeftijd. Leeg = geen grens.", high=OLDEST),
        Column("phone", "Telefoon", Kind.PHONE, "Telefoonnummer. Leeg = onbekend."),
        Column("hours_nl", "Openingstijden (nl)", Kind.TEXT, "Wanneer het open is.", most=1000),
        Column("hours_en", "Openingstijden (en)", Kind.TEXT, "Wanneer het open is. In het Engels.", most=1000),
        Column("url", "Website", Kind.WEBSITE, "Adres van de site."),
        Column("ends", "Tot en met", Kind.DATE, "Laatste dag dat het er is. Leeg = geen einde bekend."),
        EXAMPLE,
        SOURCE,
    ),
)

# In the order in which they refer to each other.
SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        PROVIDERS,
        LOCATIONS,
        CONTRACTS,
        LINES,
        OFFERS,
        AVAILABILITY,
        MEASUREMENTS,
        STOPS,
        FACILITIES,
    )
}
EXPLANATION = "Uitleg"  # the sheet of the template that is never read
