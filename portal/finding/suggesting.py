"""What someone may mean while typing: the region's own words, read as the index reads them. No engine is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal.indexing import vocabulary_of
from portal.model import Audience
from portal.model.product import ReferenceItem
from portal.regions import RegionData, once_a_state
from search_index import OfferDocument
from search_index.lexicon import BORDER, Lexicon
from search_index.question import prepare
from search_index.terms import Terms
from search_index.words import LONGEST_QUESTION, split

MOST = 8
REMEMBERED = 1_000  # texts that were typed
ENOUGH = 3  # a short list that fits is better than a long one that half fits


@dataclass(frozen=True)
class Subject:
    """Something that can be searched for with one tick."""

    name: str  # in the address: soort, doelgroep, vorm or product
    item: ReferenceItem


class Suggester:
    def __init__(self, region: RegionData) -> None:
        self._lexicon = Lexicon(vocabulary_of([region]))
        self._subjects = tuple(_subjects(region))
        # Word → number of the subject → how telling the field is that it stands in, lowest first.
        self._found: dict[str, dict[int, int]] = {}
        self._phrases: dict[str, list[int]] = {}  # said as a whole, also where it is of little words: "in de war"
        for number, subject in enumerate(self._subjects):
            document = _document(subject, region)
            for telling, words in enumerate(self._lexicon.read(document)):
                for word in words:
                    self._found.setdefault(word, {})[number] = telling
            for phrase in BORDER.join((*document.title, *document.lay_words)).split(BORDER):
                if whole := split(phrase):
                    self._phrases.setdefault(" ".join(whole), []).append(number)
        self._terms = Terms.counted({word: len(subjects) for word, subjects in self._found.items()})
        # Every page of results asks what its words are about, and so does every key that is pressed at the start.
        self._remembered = lru_cache(REMEMBERED)(self._suggest)

    def suggest(self, typed: str, most: int = MOST) -> tuple[Subject, ...]:
        """What has all of the words; where that is little, also what has the most telling of them."""
        return self._remembered(typed[:LONGEST_QUESTION], most)

    def _suggest(self, typed: str, most: int) -> tuple[Subject, ...]:
        ranked = self._phrases.get(" ".join(split(typed)), [])
        question = prepare(typed, self._lexicon, self._terms)
        if question.words:
            costs = [self._found.get(word, {}) for word in question.words]
            if question.beginning:
                costs[-1] = self._beginning_with(question.words[-1])
            ranked = _each_once((*ranked, *_having_all(costs)))
            if len(ranked) < ENOUGH:
                ranked = _each_once((*ranked, *_having_some(costs)))[:ENOUGH]
        return tuple(self._subjects[number] for number in ranked[:most])

    def _beginning_with(self, beginning: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for word in self._terms.beginning_with(beginning):
            for number, telling in self._found[word].items():
                found[number] = min(telling, found.get(number, telling))
        return found


def _each_once(numbers: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(numbers))


def _having_all(costs: list[dict[int, int]]) -> list[int]:
    """Numbers of subjects, best first; equal ones in the order of the region."""
    common = set(costs[0]).intersection(*costs[1:])
    return sorted(common, key=lambda number: (sum(cost[number] for cost in costs), number))


def _having_some(costs: list[dict[int, int]]) -> list[int]:
    """The fewer subjects have a word, and the more telling its field, the more it says. Chance falls off."""
    weights: dict[int, float] = {}
    for cost in costs:
        for number, telling in cost.items():
            weights[number] = weights.get(number, 0) + 1 / (len(cost) * (1 + telling))
    best = max(weights.values(), default=0)
    likely = [number for number, weight in weights.items() if weight >= best / 2]
    return sorted(likely, key=lambda number: (-weights[number], number))


_TYPES = {"doelgroep": "target_group", "soort": "help_kind", "vorm": "form", "product": "product"}


def _subjects(region: RegionData) -> Iterator[Subject]:
    """What is the matter comes before what helps, and that before what it is called in a contract."""
    lists: dict[str, Iterable[ReferenceItem]] = {
        "doelgroep": region.target_groups.values(),
        "soort": region.help_kinds.values(),
        "vorm": region.forms.values(),
        "product": region.products.values(),
    }
    for name, items in lists.items():
        for item in items:
            if getattr(item, "audience", Audience.PUBLIC) == Audience.PUBLIC:
                yield Subject(name, item)


def _document(subject: Subject, region: RegionData) -> OfferDocument:
    thing = _TYPES[subject.name], subject.item.key
    return OfferDocument(
        id=subject.item.key,
        region=region.key,
        counted=False,
        provider="",
        name="",
        slug="",
        title=(region.searched_names[thing],),
        lay_words=(region.lay_words.get(thing, ""),),
    )


@once_a_state
def suggester_of(region: RegionData) -> Suggester:
    return Suggester(region)
