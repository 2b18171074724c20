"""What software sends and gets, by the Dutch names that files and pages have too. The description is made of this."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from portal import clock
from portal.availability import Said, Stands
from portal.exchange.workbook.offer_sheets import STATUSES
from portal.model import Availability, IntakeStatus, SaidBy
from portal.model.offer import LONGEST_WAIT, MOST_PLACES
from portal.web.language import N_

MOST_ROWS = 10_000
LONGEST_KEY = 80
NO_SUCH_OFFER = N_("There is no such offer of yours.")

WORDS = {status: word for word, status in STATUSES.items()}
SAYERS = {SaidBy.PERSON: "persoon", SaidBy.KEY: "sleutel", SaidBy.FILE: "bestand"}


class Did(StrEnum):
    CHANGED = "gewijzigd"
    CONFIRMED = "bevestigd"
    UNCHANGED = "ongewijzigd"


def _status(word: object) -> IntakeStatus:
    if isinstance(word, str) and word in STATUSES:
        return STATUSES[word]
    raise ValueError(N_("Use open, beperkt, vol or stop."))


Status = Annotated[
    IntakeStatus,
    BeforeValidator(_status),
    PlainSerializer(lambda status: WORDS[status]),
    WithJsonSchema({"type": "string", "enum": list(STATUSES)}),
]


def _printable(key: str) -> str:
    if not key.isprintable():  # no offer is called so, and PostgreSQL takes no NUL even to look for it
        raise ValueError(NO_SUCH_OFFER)
    return key


class Sent(BaseModel):
    """Nothing is guessed: a number is no text, and a field that we do not know is refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class Stated(Said, Sent):
    """Beschikbaarheid van één aanbod. Wachttijden in hele weken; wat u niet weet laat u weg."""

    model_config = ConfigDict(title="Beschikbaarheid")

    status: Status = Field(alias="stand", description="open, beperkt (weinig plek), vol of stop (neemt niemand aan)")
    free_places: int | None = Field(
        default=None, alias="vrije_plaatsen", ge=0, le=MOST_PLACES, description="Plaatsen die nu vrij zijn"
    )
    intake_wait: int | None = Field(
        default=None, alias="aanmeldwachttijd", ge=0, le=LONGEST_WAIT, description="Weken tot het eerste gesprek"
    )
    treatment_wait: int | None = Field(
        default=None, alias="behandelwachttijd", ge=0, le=LONGEST_WAIT, description="Weken van gesprek tot hulp"
    )
    reference_date: date = Field(
        default_factory=clock.today, alias="peildatum", description="Dag waarop dit waar is; zonder: vandaag"
    )


class StatedRow(Stated):
    """Beschikbaarheid van één aanbod, in een lijst."""

    model_config = ConfigDict(title="Rij")

    offer: Annotated[str, AfterValidator(_printable)] = Field(
        alias="aanbod", min_length=1, max_length=LONGEST_KEY, description="Sleutel van het aanbod"
    )
    seen: int | None = Field(
        default=None, alias="versie", ge=0, description="De versie die u kende; is die er niet meer, dan 412"
    )


class Many(Sent):
    """Alles of niets: is één rij fout, dan verandert er niets."""

    model_config = ConfigDict(title="Lijst")

    rows: list[StatedRow] = Field(alias="rijen", min_length=1, max_length=MOST_ROWS)


class Answered(BaseModel):
    model_config = ConfigDict(
        serialize_by_alias=True,
        validate_by_name=True,
        validate_by_alias=False,
        json_schema_serialization_defaults_required=True,
    )


class Now(Answered):
    """Wat er nu staat. Is er nog nooit iets gezegd, dan is stand leeg en versie 0."""

    model_config = ConfigDict(title="Stand")

    offer: str = Field(alias="aanbod")
    status: str | None = Field(default=None, alias="stand")
    free_places: int | None = Field(default=None, alias="vrije_plaatsen")
    intake_wait: int | None = Field(default=None, alias="aanmeldwachttijd")
    treatment_wait: int | None = Field(default=None, alias="behandelwachttijd")
    reference_date: date | None = Field(default=None, alias="peildatum")
    said_at: datetime | None = Field(default=None, alias="gezegd_op")
    said_by: str | None = Field(default=None, alias="gezegd_door", description="persoon, sleutel of bestand")
    version: int = Field(default=0, alias="versie", description="Staat ook in ETag")


class Done(Now):
    """Wat er nu staat, en wat deze vraag ervan veranderde."""

    model_config = ConfigDict(title="Gedaan")

    did: Did = Field(alias="gebeurd")


class ManyDone(Answered):
    """Hoeveel rijen er waren, en wat ervan kwam."""

    model_config = ConfigDict(title="Lijst gedaan")

    rows: int = Field(alias="rijen")
    changed: int = Field(alias="gewijzigd")
    confirmed: int = Field(alias="bevestigd")
    unchanged: int = Field(alias="ongewijzigd")


class OwnOffer(Answered):
    """Eén aanbod van u, met de sleutel waaronder het bekend is."""

    model_config = ConfigDict(title="Aanbod")

    key: str = Field(alias="sleutel")
    help_kind: str = Field(alias="soort_hulp", description="Leeg bij een vorm van wonen of verblijf")
    form: str = Field(alias="vorm")
    names: dict[str, str] = Field(alias="namen", description="Per taal")
    location: str = Field(alias="locatie", description="Sleutel van de locatie; leeg als er geen is")
    public: bool = Field(alias="openbaar")
    capacity: int | None = Field(alias="plaatsen", description="Plaatsen in totaal, als dat bekend is")
    now: Now = Field(alias="beschikbaarheid")


class OwnOffers(Answered):
    """Eén bladzijde; `volgende` is het adres van de volgende, of leeg."""

    model_config = ConfigDict(title="Aanbod, bladzijde")

    offers: list[OwnOffer] = Field(alias="aanbod")
    following: str | None = Field(alias="volgende")


class Wrong(BaseModel):
    """Eén fout, en waar die staat."""

    model_config = ConfigDict(title="Fout")

    pointer: str = Field(description="JSON Pointer (RFC 6901) in wat u stuurde")
    detail: str


class Problem(Answered):
    """Zoals RFC 9457."""

    model_config = ConfigDict(title="Probleem", json_schema_serialization_defaults_required=False)

    type: str
    title: str
    status: int
    detail: str
    errors: list[Wrong] | None = None
    now: Now | list[Now] | None = Field(
        default=None, alias="nu", description="Bij 412: wat er nu staat; van een lijst: van elke rij die te laat kwam"
    )


def now_of(offer: str, stands: Stands | Availability | None) -> Now:
    return Now(**_values(offer, stands))


def done_of(offer: str, stands: Stands | Availability | None, did: Did) -> Done:
    return Done(**_values(offer, stands), did=did)


def _values(offer: str, stands: Stands | Availability | None) -> dict[str, Any]:
    if stands is None:
        return {"offer": offer}
    return {
        "offer": offer,
        "status": WORDS[stands.status],
        "free_places": stands.free_places,
        "intake_wait": stands.intake_wait,
        "treatment_wait": stands.treatment_wait,
        "reference_date": stands.reference_date,
        "said_at": stands.confirmed_at,
        "said_by": SAYERS[stands.said_by],
        "version": stands.version,
    }
