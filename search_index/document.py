"""What is stored: one document per offer, and one per provider without a published offer.

Only what a visitor of that collection may see is ever put in a document.
Days are whole days since 1970-01-01 in the region's own time; `FOREVER` where there is no end.
"""

from dataclasses import dataclass, field

NEVER = -1
FOREVER = 1_000_000


@dataclass(frozen=True)
class OfferDocument:
    id: str  # offer key, or "provider-" + provider key; A-Z a-z 0-9 - _
    region: str
    counted: bool  # False for a provider without a published offer: found by name, not counted

    provider: str  # provider key
    name: str  # provider name
    slug: str

    # Searched text; `lexicon.FIELDS` says what counts most. A text may hold several phrases, with ; between them:
    # what many documents share is best given as one text, which is then read once.
    # Codes are found exactly, without typo tolerance.
    names: tuple[str, ...] = ()  # provider name, other names, abbreviations
    title: tuple[str, ...] = ()  # kind of help or form, products, in every language of the region
    lay_words: tuple[str, ...] = ()  # how people say it: "uit logeren", "boos kind"
    places: tuple[str, ...] = ()  # places and municipalities where it is or comes
    codes: tuple[str, ...] = ()  # KvK, AGB, official product codes
    text: tuple[str, ...] = ()  # approach, methods, target groups, identity, languages by name
    parts: tuple[str, ...] = ()  # more words, least telling; the engines add the parts of compounds themselves

    # Ticked values
    help_kind: str | None = None
    form: str | None = None
    products: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()  # children living here can use it
    comes_to: tuple[str, ...] = ()  # municipalities where the help comes to the home
    languages: tuple[str, ...] = ()
    direct_referrers: tuple[str, ...] = ()  # referrers who may refer without the toegang

    age_from: int = 0
    age_to: int = 23  # years, inclusive

    lat: float | None = None  # at the location's visibility: never finer than a visitor may know
    lng: float | None = None

    bookable_from: int = NEVER  # first day under contract
    bookable_until: int = FOREVER  # last day under contract
    stop_from: int = FOREVER  # first day of an intake stop
    stop_until: int = NEVER  # last day of it
    free_places: int = 0
    places_until: int = NEVER  # last day the free places may be relied on
    wait: int | None = None  # weeks until help starts, intake and treatment together; None when not to be relied on
    wait_until: int = NEVER  # last day the wait may be relied on
    has_figures: bool = False

    card: dict[str, object] = field(default_factory=dict)  # what a result shows, not searched
