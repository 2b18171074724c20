"""Aanbieders, Locaties, Contracten, Inschrijvingen."""

from portal.exchange.workbook.rows import ContractRow, LineRow, LocationRow, ProviderRow
from portal.exchange.workbook.sheets import (
    EXAMPLE,
    PROVIDER,
    SOURCE,
    Column,
    Kind,
    Sheet,
    in_both_languages,
    key_of,
    period,
)
from portal.model import Visibility

PROVIDERS = Sheet(
    "Aanbieders",
    ProviderRow,
    "Eén rij per aanbieder.",
    (
        key_of("de aanbieder", "knikkermolen"),
        Column("name", "Naam", Kind.LINE, "Naam zoals gezinnen die kennen.", True, example="De Knikkermolen"),
        Column("other_names", "Andere namen", Kind.LINES, "Waar mensen ook op zoeken."),
        Column("kvk", "KvK", Kind.EIGHT_DIGITS, "KvK-nummer, 8 cijfers.", example="01234567"),
        Column("agb", "AGB", Kind.EIGHT_DIGITS, "AGB-code, 8 cijfers.", example="01234567"),
        *in_both_languages("about", "Wat zij doen", "Wat de aanbieder doet, in gewone woorden."),
        *in_both_languages("approach", "Hoe zij werken", "Hoe de aanbieder werkt, in gewone woorden."),
        *in_both_languages("identity", "Identiteit", "Geloof of cultuur, alleen als de aanbieder het zelf zegt."),
        Column("sectors", "Sectoren", Kind.KEYS, "Sectoren van de regio.", refers="sectors"),
        Column("languages", "Talen", Kind.LANGUAGES, "Talen die men spreekt, als code of naam.", example="nl;tr;ar"),
        Column("roles", "Rollen", Kind.LINES, "Wat de bron zegt over de rol in de regio."),
        Column("phone", "Telefoon", Kind.PHONE, "Telefoonnummer voor gezinnen.", example="000-1234567"),
        Column("email", "E-mail", Kind.EMAIL, "Algemeen e-mailadres.", example="info@knikkermolen.example"),
        Column("website", "Website", Kind.WEBSITE, "Adres van de site.", example="https://www.knikkermolen.example"),
        Column("checked_on", "Gecontroleerd op", Kind.DATE, "Dag waarop de aanbieder dit bevestigde."),
        Column(
            "functions",
            "Functies",
            Kind.FUNCTIONS,
            "Tariefgroepen of functies, met het aantal mensen als dat bekend is. Nooit namen van personen.",
            example="tg4=3;tg6",
        ),
        EXAMPLE,
        SOURCE,
    ),
)

LOCATIONS = Sheet(
    "Locaties",
    LocationRow,
    "Eén rij per locatie van een aanbieder.",
    (
        key_of("de locatie", "knikkermolen-zwolle"),
        PROVIDER,
        Column("name", "Naam", Kind.LINE, "Eigen naam van de locatie."),
        Column("street", "Straat en huisnummer", Kind.LINE, "Straat met huisnummer.", example="Pompoenlaan 12"),
        Column("postcode", "Postcode", Kind.POSTCODE, "Postcode, of alleen de vier cijfers.", example="8011 SA"),
        Column("place", "Plaats", Kind.LINE, "Plaats.", example="Zwolle"),
        Column(
            "municipality",
            "Gemeente",
            Kind.MUNICIPALITY,
            "CBS-code van vier cijfers; mag buiten de regio liggen.",
            example="0193",
        ),
        Column("phone", "Telefoon", Kind.PHONE, "Telefoonnummer van deze locatie."),
        Column(
            "visibility",
            "Zichtbaarheid",
            Kind.CHOICE,
            "Wat iedereen mag zien. Waar kinderen wonen of verblijven: plaats of regio. Leeg = plaats.",
            choices={"adres": Visibility.ADDRESS, "plaats": Visibility.PLACE, "regio": Visibility.REGION},
            example="plaats",
        ),
    ),
)

CONTRACTS = Sheet(
    "Contracten",
    ContractRow,
    "Eén rij per contract van een aanbieder met de regio.",
    (
        key_of("het contract", "knikkermolen-contract"),
        PROVIDER,
        Column("known", "Bekend", Kind.FLAG, "nee = er is geen contract bekend. Leeg = ja.", example="ja"),
        *period("het contract"),
        SOURCE,
    ),
)

LINES = Sheet(
    "Inschrijvingen",
    LineRow,
    "Eén rij per voorziening waarop een contract is ingeschreven.",
    (
        key_of("de inschrijving", "knikkermolen-tg4"),
        Column("contract", "Contract", Kind.KEY, "Sleutel van het contract.", True, refers="Contracten"),
        Column("product", "Product", Kind.KEY, "Voorziening uit het voorzieningenboek.", True, refers="products"),
        *period("de inschrijving"),
    ),
)
