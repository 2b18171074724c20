"""What everybody meets at each route: the one table of expectations. A route or role without a row fails the test.

IN: let in. DOOR: sent to the sign-in page. NONE: there is no such page. SECOND: sent to set up the second step.
KEY: asked for a key, whoever they are; what each key opens stands in tests/push/test_door.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.model import Role


class Meets(StrEnum):
    IN = "in"
    DOOR = "door"
    NONE = "none"
    SECOND = "second"
    KEY = "key"


@dataclass(frozen=True)
class Row:
    stranger: Meets
    halfway: Meets  # gave the password, and not yet the second step
    roles: Mapping[Role, Meets]  # with the second step passed
    without_second: Mapping[Role, Meets]  # who never set one up
    own: str = ""  # with which key in the place of the parameter; empty: there is none
    foreign: Meets | None = None  # what all who are let in meet with the record of another, but for who reaches it
    reaches_all: frozenset[Role] = frozenset()


EVERYBODY = dict.fromkeys(Role, Meets.IN)
PUBLIC = Row(Meets.IN, Meets.IN, EVERYBODY, EVERYBODY)
BY_KEY = Row(Meets.KEY, Meets.KEY, dict.fromkeys(Role, Meets.KEY), dict.fromkeys(Role, Meets.KEY), "offer")
OWN_ACCOUNT = Row(Meets.DOOR, Meets.DOOR, EVERYBODY, EVERYBODY)


def public(own: str) -> Row:
    return Row(Meets.IN, Meets.IN, EVERYBODY, EVERYBODY, own)


def of_own(own: str) -> Row:
    return Row(Meets.DOOR, Meets.DOOR, EVERYBODY, EVERYBODY, own, Meets.NONE)


def of_own_passkey() -> Row:
    """Who has a passkey has a second step, and without it is halfway in only."""
    return Row(Meets.DOOR, Meets.DOOR, EVERYBODY, dict.fromkeys(Role, Meets.DOOR), "passkey", Meets.NONE)


def for_some(*roles: Role, own: str = "", reaches_all: bool = True) -> Row:
    """A page that changes something: for these alone, and only with the second step. The administrator reaches those
    of others too."""
    some = {role: Meets.IN if role in roles else Meets.NONE for role in Role}
    return Row(
        Meets.DOOR,
        Meets.DOOR,
        some,
        {role: Meets.SECOND if meets is Meets.IN else meets for role, meets in some.items()},
        own,
        Meets.NONE if own else None,
        frozenset({Role.ADMINISTRATOR} if reaches_all else ()),
    )


# A link whose token nobody has: of that there is no page, for anybody.
UNKNOWN = Row(Meets.NONE, Meets.NONE, dict.fromkeys(Role, Meets.NONE), dict.fromkeys(Role, Meets.NONE), "token")
# A service that nobody knows, for who has an account.
UNKNOWN_TO_OWN = replace(UNKNOWN, stranger=Meets.DOOR, halfway=Meets.DOOR)


def to_look_at(*roles: Role, own: str = "") -> Row:
    """The same without the second step: nothing is changed there."""
    changing = for_some(*roles, own=own)
    return replace(changing, without_second=changing.roles)


MANAGERS = (Role.PROVIDER_MANAGER, Role.ADMINISTRATOR)
EDITORS = (Role.PROVIDER_EDITOR, *MANAGERS)
OF_REGION = (Role.CONTRACT_MANAGER, Role.ADMINISTRATOR)
OF_AREA = (*EDITORS, Role.CONTRACT_MANAGER, Role.REGION_EDITOR)
AREA_TO_SEE = to_look_at(*OF_AREA, own="area")
AREA_TO_CHANGE = for_some(*EDITORS, own="area")
LOG_OF_PROVIDER = to_look_at(*MANAGERS, Role.CONTRACT_MANAGER, Role.REGION_EDITOR, own="area")
PROPOSAL = for_some(*OF_REGION, Role.REGION_EDITOR, own="proposal", reaches_all=False)
LOG_OF_REGION = to_look_at(*OF_REGION, Role.REGION_EDITOR)

ROUTES: Mapping[tuple[str, str], Row] = {
    ("GET", "/"): PUBLIC,
    ("GET", "/.well-known/security.txt"): PUBLIC,
    ("GET", "/aanbieder"): to_look_at(*OF_AREA),
    ("GET", "/aanbieder/{slug}"): AREA_TO_SEE,
    ("GET", "/aanbieder/{slug}/beschikbaarheid"): AREA_TO_SEE,
    ("POST", "/aanbieder/{slug}/beschikbaarheid"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/beschikbaarheid/csv"): AREA_TO_CHANGE,
    ("POST", "/aanbieder/{slug}/beschikbaarheid/csv"): AREA_TO_CHANGE,
    ("POST", "/aanbieder/{slug}/beschikbaarheid/csv/bewaren"): AREA_TO_CHANGE,
    ("POST", "/aanbieder/{slug}/beschikbaarheid/terug"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/beschikbaarheid/zoekresultaten"): AREA_TO_SEE,
    ("GET", "/aanbieder/{slug}/herinneringen"): AREA_TO_CHANGE,
    ("POST", "/aanbieder/{slug}/herinneringen"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/gezien"): AREA_TO_SEE,
    ("GET", "/aanbieder/{slug}/logboek"): LOG_OF_PROVIDER,
    ("GET", "/aanbieder/{slug}/logboek/csv"): LOG_OF_PROVIDER,
    ("GET", "/aanbieder/{slug}/medewerkers"): for_some(*MANAGERS, own="area"),
    ("POST", "/aanbieder/{slug}/medewerkers"): for_some(*MANAGERS, own="area"),
    ("POST", "/aanbieder/{slug}/medewerkers/uitnodigingen/{key}/intrekken"): for_some(*MANAGERS, own="area/invitation"),
    ("POST", "/aanbieder/{slug}/medewerkers/{key}/beeindigen"): for_some(*MANAGERS, own="area/colleague"),
    ("GET", "/aanbieder/{slug}/contact"): AREA_TO_CHANGE,
    ("POST", "/aanbieder/{slug}/contact"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/profiel"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/profiel/deel/{word}"): for_some(*EDITORS, own="area/part"),
    ("POST", "/aanbieder/{slug}/profiel/deel/{word}"): for_some(*EDITORS, own="area/part"),
    ("POST", "/aanbieder/{slug}/profiel/fotos"): AREA_TO_CHANGE,
    ("POST", "/aanbieder/{slug}/profiel/insturen"): AREA_TO_CHANGE,
    ("POST", "/aanbieder/{slug}/profiel/terugnemen"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/profiel/versies"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/profiel/versies/vergelijk"): AREA_TO_CHANGE,
    ("POST", "/aanbieder/{slug}/profiel/versies/{number}/herstellen"): for_some(*EDITORS, own="area/version"),
    ("GET", "/aanbieder/{slug}/profiel/voorbeeld"): replace(AREA_TO_CHANGE, reaches_all=frozenset()),
    ("POST", "/aanbieder/{slug}/profiel/weggooien"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/meldingen"): AREA_TO_SEE,
    ("POST", "/aanbieder/{slug}/meldingen"): AREA_TO_CHANGE,
    ("GET", "/aanbieder/{slug}/sleutels"): for_some(*MANAGERS, own="area"),
    ("POST", "/aanbieder/{slug}/sleutels"): for_some(*MANAGERS, own="area"),
    ("POST", "/aanbieder/{slug}/sleutels/{key}/intrekken"): replace(
        for_some(*MANAGERS, own="access key"), foreign=None
    ),
    ("GET", "/aanbieder/{slug}/stops"): AREA_TO_SEE,
    ("POST", "/aanbieder/{slug}/stops"): for_some(*MANAGERS, own="area"),
    ("POST", "/aanbieder/{slug}/stops/{key}/beeindigen"): for_some(*MANAGERS, own="area/stop", reaches_all=False),
    ("POST", "/aanbieder/{slug}/stops/{key}/verlengen"): for_some(*MANAGERS, own="area/stop", reaches_all=False),
    ("GET", "/aanbieders/{slug}"): public("provider"),
    ("POST", "/aanbieders/{slug}/melding"): public("provider"),
    ("GET", "/aanbod"): PUBLIC,
    ("GET", "/aanbod/kaart"): PUBLIC,
    ("GET", "/api/v1"): PUBLIC,
    ("GET", "/api/v1/aanbod"): BY_KEY,
    ("GET", "/api/v1/aanbod/{key}/beschikbaarheid"): BY_KEY,
    ("PUT", "/api/v1/aanbod/{key}/beschikbaarheid"): BY_KEY,
    ("POST", "/api/v1/beschikbaarheid"): BY_KEY,
    ("GET", "/api/v1/openapi.json"): PUBLIC,
    ("GET", "/beelden/{name}"): public("picture"),
    ("GET", "/favicon.svg"): PUBLIC,
    ("GET", "/healthz"): PUBLIC,
    ("GET", "/herinneringen-stoppen/{token}"): public("token"),
    ("POST", "/herinneringen-stoppen/{token}"): public("token"),
    ("GET", "/inloggen"): PUBLIC,
    ("POST", "/inloggen"): PUBLIC,
    ("GET", "/inloggen/code"): PUBLIC,
    ("POST", "/inloggen/code"): PUBLIC,
    ("GET", "/inloggen/link"): PUBLIC,
    ("POST", "/inloggen/link"): PUBLIC,
    ("GET", "/inloggen/link/{token}"): public("token"),
    ("POST", "/inloggen/link/{token}"): public("token"),
    ("GET", "/inloggen/met/{key}"): UNKNOWN,
    ("GET", "/inloggen/met/{key}/terug"): UNKNOWN,
    ("POST", "/inloggen/passkey"): PUBLIC,
    ("GET", "/inloggen/vergeten"): PUBLIC,
    ("POST", "/inloggen/vergeten"): PUBLIC,
    ("GET", "/inloggen/wachtwoord/{token}"): public("token"),
    ("POST", "/inloggen/wachtwoord/{token}"): public("token"),
    ("GET", "/klopt-nog/{token}"): public("token"),
    ("POST", "/klopt-nog/{token}"): public("token"),
    ("GET", "/mijn/account"): OWN_ACCOUNT,
    ("POST", "/mijn/account"): OWN_ACCOUNT,
    ("GET", "/mijn/account/diensten/{key}"): UNKNOWN_TO_OWN,
    ("POST", "/mijn/account/diensten/{key}"): UNKNOWN_TO_OWN,
    ("POST", "/mijn/account/diensten/{key}/weg"): of_own("identity"),
    ("POST", "/mijn/account/rollen/{key}/verlaten"): of_own("membership"),
    ("POST", "/mijn/account/sessies/beeindigen"): OWN_ACCOUNT,
    ("POST", "/mijn/account/sessies/{key}/beeindigen"): of_own("session"),
    ("GET", "/mijn/account/tweede-stap"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap/app-weg"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap/herstelcodes"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap/passkeys"): OWN_ACCOUNT,
    ("POST", "/mijn/account/tweede-stap/passkeys/{key}/weg"): of_own_passkey(),
    ("GET", "/mijn/account/wachtwoord"): OWN_ACCOUNT,
    ("POST", "/mijn/account/wachtwoord"): OWN_ACCOUNT,
    ("GET", "/mijn/lijst"): PUBLIC,
    ("POST", "/mijn/lijst"): PUBLIC,
    ("POST", "/mijn/lijst/aanbod"): PUBLIC,
    ("GET", "/mijn/lijst/afdrukken"): PUBLIC,
    ("GET", "/mijn/lijst/code"): PUBLIC,
    ("POST", "/mijn/lijst/code"): PUBLIC,
    ("POST", "/mijn/lijst/langer"): PUBLIC,
    ("POST", "/mijn/lijst/maken"): PUBLIC,
    ("GET", "/mijn/lijst/openen"): PUBLIC,
    ("POST", "/mijn/lijst/openen"): PUBLIC,
    ("POST", "/mijn/lijst/sluiten"): PUBLIC,
    ("GET", "/mijn/lijst/weg"): PUBLIC,
    ("POST", "/mijn/lijst/weg"): PUBLIC,
    ("GET", "/nu-in-gevaar"): PUBLIC,
    ("GET", "/over-de-cijfers"): PUBLIC,
    ("GET", "/privacy"): PUBLIC,
    ("GET", "/producten"): PUBLIC,
    ("GET", "/producten/{key}"): public("product"),
    ("GET", "/regio"): LOG_OF_REGION,
    ("GET", "/regio/logboek"): LOG_OF_REGION,
    ("GET", "/regio/logboek/csv"): LOG_OF_REGION,
    ("GET", "/regio/meldingen"): LOG_OF_REGION,
    ("POST", "/regio/meldingen"): for_some(*OF_REGION, Role.REGION_EDITOR),
    ("GET", "/regio/mensen"): for_some(*OF_REGION),
    ("POST", "/regio/mensen/aanbieder"): for_some(*OF_REGION),
    ("POST", "/regio/mensen/praktijken"): for_some(*OF_REGION),
    ("POST", "/regio/mensen/praktijken/{key}/toelaten"): for_some(*OF_REGION, own="practice", reaches_all=False),
    ("POST", "/regio/mensen/praktijken/{key}/uitsluiten"): for_some(*OF_REGION, own="practice", reaches_all=False),
    ("POST", "/regio/mensen/toegang"): for_some(*OF_REGION),
    ("POST", "/regio/mensen/uitnodigingen/{key}/intrekken"): for_some(
        *OF_REGION, own="region invitation", reaches_all=False
    ),
    ("POST", "/regio/mensen/verwijzer"): for_some(*OF_REGION),
    ("POST", "/regio/mensen/zoeken"): for_some(*OF_REGION),
    ("POST", "/regio/mensen/{key}/beeindigen"): for_some(*OF_REGION, own="looked after", reaches_all=False),
    ("GET", "/regio/stops"): to_look_at(*OF_REGION, Role.TOEGANG),
    ("GET", "/regio/stops/csv"): to_look_at(*OF_REGION, Role.TOEGANG),
    ("GET", "/regio/stops/opleggen"): for_some(*OF_REGION),
    ("POST", "/regio/stops/opleggen"): for_some(*OF_REGION),
    ("POST", "/regio/stops/{key}/beeindigen"): for_some(*OF_REGION, own="region stop", reaches_all=False),
    ("POST", "/regio/stops/{key}/verlengen"): for_some(*OF_REGION, own="region stop", reaches_all=False),
    ("GET", "/regio/profielen"): for_some(*OF_REGION, Role.REGION_EDITOR),
    ("GET", "/regio/profielen/{key}"): PROPOSAL,
    ("POST", "/regio/profielen/{key}/goedkeuren"): PROPOSAL,
    ("POST", "/regio/profielen/{key}/terugsturen"): PROPOSAL,
    ("GET", "/regio/profielen/{key}/voorbeeld"): PROPOSAL,
    ("GET", "/robots.txt"): PUBLIC,
    ("GET", "/sitemap.xml"): PUBLIC,
    ("GET", "/static/{name}"): public("file"),
    ("GET", "/suggesties"): PUBLIC,
    ("GET", "/toegankelijkheid"): PUBLIC,
    ("POST", "/uitloggen"): PUBLIC,
    ("GET", "/uitloggen/{key}"): UNKNOWN,
    ("GET", "/uitnodiging/{token}"): UNKNOWN,
    ("POST", "/uitnodiging/{token}"): UNKNOWN,
    ("GET", "/uw-rechten"): PUBLIC,
    ("GET", "/verder/{key}"): of_own("kept form"),
    ("GET", "/vergelijk"): PUBLIC,
    ("GET", "/vergelijk/qr.svg"): PUBLIC,
    ("GET", "/voor-aanbieders"): PUBLIC,
    ("GET", "/voor-jongeren"): PUBLIC,
    ("GET", "/voorzieningen"): PUBLIC,
    ("GET", "/wegwijzer"): PUBLIC,
    ("GET", "/wegwijzer/18"): PUBLIC,
    ("GET", "/woordenlijst"): PUBLIC,
}
