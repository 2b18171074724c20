"""The words of a document: in every language of the region, and as people say it."""

import hashlib
import json
from collections.abc import Iterable

from portal.model import Offer
from portal.regions import RegionData
from search_index import Vocabulary

# fmt: off
STOP_WORDS = (
    "de", "het", "een", "en", "of", "ik", "mijn", "ons", "onze", "wij", "we", "is", "zijn", "bij", "voor", "van",
    "in", "met", "te", "om", "aan", "op", "naar", "die", "dat", "als",
    "the", "a", "an", "and", "or", "my", "our", "are", "for", "with", "to", "at",
)
# fmt: on


def vocabulary_of(regions: Iterable[RegionData]) -> Vocabulary:
    """Of all regions together: they share the index."""
    wordings = [wording for region in regions for wording in region.wordings]
    synonyms: dict[str, list[str]] = {}
    for wording in wordings:
        if wording.role == "synonym" and wording.target not in synonyms.setdefault(wording.word, []):
            synonyms[wording.word].append(wording.target)
    stems = tuple(sorted({wording.word for wording in wordings if wording.role == "stem"}))
    digest = hashlib.sha256(json.dumps([synonyms, stems, STOP_WORDS], sort_keys=True).encode()).hexdigest()[:12]
    return Vocabulary(digest, {word: tuple(others) for word, others in synonyms.items()}, stems, STOP_WORDS)


def lay_words(region: RegionData, offer: Offer) -> tuple[str, ...]:
    """Phrases that lead to this offer: by its kind or form, its products and whom it is for; a text for each."""
    subjects = [("help_kind", offer.help_kind), ("form", offer.form)]
    if offer.form in region.forms:
        subjects.append(("form", region.forms[offer.form].parent))
    subjects += [("target_group", group) for group in offer.target_groups]
    subjects += [("product", line.product) for line in offer.lines]
    return tuple(region.lay_words[subject] for subject in subjects if subject in region.lay_words)


def names_in_all_languages(*names: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for each in names for text in each.values() if text))
