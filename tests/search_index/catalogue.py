"""Fictional providers in a region: the same ones every time, few large and many small."""

from dataclasses import replace
from random import Random

from search_index import FOREVER, NEVER, OfferDocument, Vocabulary
from tests.search_index.kinds import KINDS, STEMS, SYNONYMS, Kind

TODAY = 20_000
REGION = "ijsselland"

VOCABULARY = Vocabulary("1", SYNONYMS, STEMS, ("bij", "voor", "met"))

# Municipality → place with its centre
PLACES = {
    "dalfsen": ("Nieuwleusen", 52.58, 6.28),
    "deventer": ("Deventer", 52.253, 6.161),
    "hardenberg": ("Hardenberg", 52.570, 6.605),
    "kampen": ("IJsselmuiden", 52.563, 5.93),
    "olst-wijhe": ("Wijhe", 52.388, 6.135),
    "ommen": ("Ommen", 52.525, 6.426),
    "raalte": ("Heino", 52.43, 6.23),
    "staphorst": ("Staphorst", 52.643, 6.199),
    "steenwijkerland": ("Steenwijk", 52.784, 6.117),
    "zwartewaterland": ("Genemuiden", 52.62, 6.04),
    "zwolle": ("Zwolle", 52.512, 6.091),
}
TOWNS = tuple(PLACES)
LANGUAGES = ("nl", "en", "ar", "pl", "tr", "nds")
REFERRERS = ("huisarts", "jeugdarts", "gi")

_FIRST = (
    "Zonne", "Linde", "Vechte", "IJssel", "Salland", "Horizon", "Kiem", "Wilgen", "Regenboog", "Kompas", "Vlinder",
    "Anker", "Berken", "Noorder", "Zuider", "Havik", "Kastanje", "Weide", "Sterren", "Brug", "Oever", "Meander",
)  # fmt: skip
_SECOND = ("hof", "huis", "kring", "zorg", "groep", "dal", "veld", "werf", "stee", "pad", "bron", "poort", "tuin")
_SORT = ("Jeugdhulp", "Jeugd & Gezin", "Kinderpraktijk", "Jeugd-GGZ", "Begeleiding", "Zorgboerderij", "Coöperatie")
_ABOUT = (
    "Wij werken samen met school en het gezin.", "Kleine praktijk met korte lijnen.", "Ook in de avonduren.",
    "Jeugdhulpaanbieder met een christelijke identiteit.", "Ervaringsdeskundigen werken mee.",
    "Wij komen thuis en op school.", "Eén vast gezicht voor de kinderen.", "Hulp in het Pools en Arabisch mogelijk.",
)  # fmt: skip


def catalogue(offers: int = 500, seed: int = 7) -> list[OfferDocument]:
    """Exactly this many offers, and one provider without an offer for every forty."""
    chance = Random(seed)
    documents: list[OfferDocument] = []
    provider = 0
    while len(documents) < offers:
        provider += 1
        count = chance.choice((1, 1, 1, 2, 2, 3, 4, 6, 12)) if provider % 25 else 30
        documents += _provider(chance, provider, min(count, offers - len(documents)))
    return documents + [_without_offer(chance, provider + 1 + number) for number in range(offers // 40)]


def _name(chance: Random, number: int) -> str:
    name = f"{chance.choice(_FIRST)}{chance.choice(_SECOND)}"
    return chance.choice((f"{chance.choice(_SORT)} {name}", f"{chance.choice(_SORT)} {name}", f"De {name} {number}"))


def _provider(chance: Random, number: int, count: int) -> list[OfferDocument]:
    name = _name(chance, number)
    spots = [_spot(chance) for _ in range(1 + count // 5)]
    shared = OfferDocument(
        id="",
        region=REGION if chance.random() < 0.95 else "elders",
        counted=True,
        provider=f"p{number:05}",
        name=name,
        slug=f"p{number:05}",
        names=(name, "".join(word[0] for word in name.split())) if chance.random() < 0.2 else (name,),
        codes=(f"{chance.randrange(10**7, 10**8)}", f"{chance.randrange(10**7):08}"),
        languages=tuple(sorted({"nl", *chance.choices(LANGUAGES, k=2)})),
        has_figures=chance.random() < 0.3,
    )
    return [_offer(chance, shared, place, *chance.choice(spots)) for place in range(count)]


def _spot(chance: Random) -> tuple[str, float, float]:
    town = chance.choice((*TOWNS, "zwolle", "zwolle", "deventer"))
    _, lat, lng = PLACES[town]
    return town, round(lat + chance.uniform(-0.03, 0.03), 4), round(lng + chance.uniform(-0.03, 0.03), 4)


def _offer(chance: Random, shared: OfferDocument, number: int, town: str, lat: float, lng: float) -> OfferDocument:
    kind = chance.choice(KINDS)
    comes_to = tuple(sorted(chance.sample(TOWNS, 3))) if not kind.stay and chance.random() < 0.4 else ()
    placed = chance.random() < 0.9
    document_id = f"{shared.provider}-{number:02}"
    return replace(
        shared,
        id=document_id,
        title=kind.title,
        lay_words=kind.lay_words,
        places=(PLACES[town][0], *(PLACES[other][0] for other in comes_to)),
        codes=(*shared.codes, f"45A{chance.randrange(100):02}"),
        text=(chance.choice(_ABOUT), *chance.sample(kind.methods, chance.randint(0, len(kind.methods))), *kind.groups),
        municipalities=tuple(sorted({town, *chance.sample(TOWNS, chance.choice((2, 5, 11)))})),
        comes_to=comes_to,
        lat=lat if placed else None,
        lng=lng if placed else None,
        card={"offer": document_id, "kind": kind.key},
        **_ticked(chance, kind),  # type: ignore[arg-type]
        **_times(chance),  # type: ignore[arg-type]
    )


def _ticked(chance: Random, kind: Kind) -> dict[str, object]:
    age_from = chance.choice((0, 0, 4, 6, 12, 16))
    return {
        "help_kind": None if kind.stay else kind.key,
        "form": kind.key if kind.stay else None,
        "products": (kind.product,) if chance.random() < 0.8 else (kind.product, "tg1"),
        "categories": (kind.category,),
        "sectors": (kind.sector,) if chance.random() < 0.8 else (kind.sector, "jo"),
        "target_groups": kind.groups,
        "direct_referrers": tuple(sorted(chance.sample(REFERRERS, chance.choice((0, 1, 3))))),
        "age_from": age_from,
        "age_to": min(23, age_from + chance.choice((6, 12, 18))),
    }


def _times(chance: Random) -> dict[str, object]:
    """Borders fall on today, the day before and the day after: that is where a mistake shows."""
    near = (TODAY - 40, TODAY - 1, TODAY, TODAY + 1, TODAY + 40)
    times: dict[str, object] = {
        "free_places": chance.choice((0, 0, 1, 3)),
        "places_until": chance.choice((NEVER, *near)),
        "wait": chance.choice((None, 0, 2, 4, 8, 8, 16, 40)),
        "wait_until": chance.choice((NEVER, *near)),
    }
    if chance.random() < 0.2:
        times |= {"bookable_from": chance.choice(near), "bookable_until": chance.choice((FOREVER, *near))}
    if chance.random() < 0.2:
        times |= {"stop_from": chance.choice(near), "stop_until": chance.choice((FOREVER, *near))}
    return times


def _without_offer(chance: Random, number: int) -> OfferDocument:
    name = _name(chance, number)
    return OfferDocument(
        id=f"provider-p{number:05}",
        region=REGION,
        counted=False,
        provider=f"p{number:05}",
        name=name,
        slug=f"p{number:05}",
        names=(name,),
        text=(chance.choice(_ABOUT),),
        municipalities=TOWNS,
        card={"provider": name},
    )
