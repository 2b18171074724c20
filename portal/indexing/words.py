"""The words of a document: in every language of the region, and as people say it."""

import hashlib
import json
from collections.abc import Iterable

from portal.model import Offer, Provider
from portal.model.visibility import ShownPlace
from portal.regions import RegionData
from search_index import Vocabulary
from search_index.lexicon import BORDER

Texts = tuple[str, ...]
Subject = tuple[str, str]  # kind of thing, and key

# fmt: off
STOP_WORDS = (
    "de", "het", "een", "en", "of", "ik", "mijn", "ons", "onze", "wij", "we", "is", "zijn", "bij", "voor", "van",
    "in", "met", "te", "om", "aan", "op", "naar", "die", "dat", "als",
    "the", "a", "an", "and", "or", "my", "our", "are", "for", "with", "to", "at",
)
# fmt: on


# Raise it when documents come to be made otherwise: every index is then built anew by itself.
MADE_AS = 2


def vocabulary_of(regions: Iterable[RegionData]) -> Vocabulary:
    """Of all regions together: they share the index."""
    wordings = [wording for region in regions for wording in region.wordings]
    synonyms: dict[str, list[str]] = {}
    for wording in wordings:
        if wording.role == "synonym" and wording.target not in synonyms.setdefault(wording.word, []):
            synonyms[wording.word].append(wording.target)
    stems = tuple(sorted({wording.word for wording in wordings if wording.role == "stem"}))
    digest = hashlib.sha256(json.dumps([MADE_AS, synonyms, stems, STOP_WORDS], sort_keys=True).encode()).hexdigest()[
        :12
    ]
    return Vocabulary(digest, {word: tuple(others) for word, others in synonyms.items()}, stems, STOP_WORDS)


def searched_words(offer: Offer, provider: Provider, place: ShownPlace, region: RegionData) -> dict[str, Texts]:
    """The searched fields. A thing of the region gives one text, in all languages: it is then read once for all."""
    what = [("help_kind", offer.help_kind), ("form", offer.form)]
    if offer.form in region.forms:
        what.append(("form", region.forms[offer.form].parent))
    delivered = [("product", line.product) for line in offer.lines]
    whom = [("target_group", group) for group in offer.target_groups]
    sectors = [("sector", sector) for sector in provider.sectors]
    methods = tuple(str(method.get("name", "")) for method in offer.methods)
    towns = [region.municipalities[c].name for c in offer.comes_to if c in region.municipalities]
    names = region.searched_names
    codes = [region.products[key].official_code for _, key in delivered if key in region.products]
    return {
        "names": (provider.name, *provider.other_names),
        "title": (
            *_known(names, what),
            *own_words(offer.title),
            *_known(names, delivered),
        ),
        "lay_words": _known(region.lay_words, [*what, *whom, *delivered]),
        "places": _each_once(place.place, _town(place.municipality, region), *towns),
        "codes": _each_once(provider.kvk, provider.agb, *codes),
        "text": (
            *methods,
            *own_words(offer.about, provider.about, provider.approach, provider.identity),
            *_known(names, [*whom, *sectors]),
        ),
    }


def own_words(*said: dict[str, str]) -> Texts:
    return tuple(BORDER.join(each.values()) for each in said if each)


def _known(texts: dict[Subject, str], subjects: Iterable[Subject]) -> Texts:
    return tuple(texts[subject] for subject in subjects if subject in texts)


def _each_once(*texts: str | None) -> Texts:
    return tuple(dict.fromkeys(filter(None, texts)))


def _town(code: str, region: RegionData) -> str:
    return region.municipalities[code].name if code in region.municipalities else ""
