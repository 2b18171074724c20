"""A document as every engine stores it for searching: its words per field, by the vocabulary of the region."""

import re
from collections.abc import Iterable

from search_index.compounds import Compounds
from search_index.document import OfferDocument
from search_index.vocabulary import Vocabulary
from search_index.words import code_word, fold, hyphen_joins, split

# The searched fields, most telling first. What it is comes before who does it: many providers have a kind of
# help in their name, and who looks for a provider types a word that no title has.
FIELDS = ("title", "names", "lay_words", "places", "codes", "text", "parts")
_LAY = FIELDS.index("lay_words")
_CODES = FIELDS.index("codes")
_PARTS = FIELDS.index("parts")
_SUBJECT = (FIELDS.index("title"), _LAY)

BORDER = ";"  # between phrases of one text: words on either side of it are no neighbours, as across a full stop
_PHRASES = re.compile(r";|(?<=[.!?])\s+")

# Raise when documents must be read anew because this code reads them differently.
READING = "4"

_REMEMBERED_TEXTS = 5_000
_REMEMBERED_WORDS = 20_000

Fields = tuple[tuple[str, ...], ...]
Words = dict[str, None]  # each once, in order
_Words = tuple[Words, Words, Words]  # own words, asked words that stand for them, parts of compounds
# Of a word: folded, whether it counts as one, its parts if it is a compound, whether something known may begin with it.
_Known = tuple[str, bool, tuple[str, ...], bool]

_LITTLE_WORDS = """
    de het een en of van voor met in op aan bij te ter ten door om uit naar over onder tot als dan dat die dit deze
    er hier daar is zijn was wordt worden ik je jij jou u uw wij we ons onze mijn hun zij ze hij haar hem wat wie waar
    hoe welk welke kan kunnen wil willen graag zoek zoeken heb heeft hebben moet ook nog iets iemand niet geen wel
    al alleen altijd als dus maar nu omdat soms steeds toch vaak vooral want zelf zo zodat
    daarin daarna daarom daarbij erbij eraan ermee mee na tijdens tot tussen zich kunt zult zullen zal
    the a an and or for with on at to by from are my our your i need want looking
    also always about after all as be been before but can could does do each every has have he her his how if in into
    is it its itself may more most not of often one only own per she should so some than that their them then there
    these they this those through up us was we what when where which who will would you
    """
_STOP_WORDS = frozenset(_LITTLE_WORDS.split())


class Lexicon:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.compounds = Compounds(vocabulary.stems)
        extra = {word for entry in vocabulary.stop_words for word in split(entry)}
        self.stop_words = frozenset(fold(word) for word in _STOP_WORDS | extra) | _STOP_WORDS | extra
        self.phrases: dict[str, list[tuple[str, ...]]] = {}  # asked phrases of several words, by their first word
        # What stands in a document → asked words that must find it too.
        self._finds: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        self._read: dict[str, _Words] = {}  # titles repeat endlessly
        self._read_phrases: dict[str, _Words] = {}  # sentences do in texts that differ
        self._known: dict[str, _Known] = {}
        self._learn(vocabulary.synonyms)

    def _learn(self, synonyms: dict[str, tuple[str, ...]]) -> None:
        finds: dict[tuple[str, ...], list[str]] = {}
        for asked, targets in synonyms.items():
            phrase = tuple(fold(word) for word in split(asked))
            if not phrase:
                continue
            if len(phrase) > 1:
                self.phrases.setdefault(phrase[0], []).append(phrase)
            for target in targets:
                words = tuple(fold(word) for word in split(target))
                if words and words != phrase:
                    finds.setdefault(words, []).append("".join(phrase))
        for known in self.phrases.values():
            known.sort(key=len, reverse=True)
        for words, asked_words in finds.items():
            self._finds.setdefault(words[0], []).append((words, tuple(asked_words)))

    def phrase_at(self, words: list[str], place: int) -> tuple[str, ...] | None:
        """The longest asked phrase that begins here."""
        for phrase in self.phrases.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return phrase
        return None

    def read(self, document: OfferDocument) -> Fields:
        """The words of each field, in order; a word stands only in its most telling field."""
        fields: list[dict[str, None]] = [{} for _ in FIELDS]
        parts = fields[_PARTS]
        for number, name in enumerate(FIELDS):
            if number == _CODES:
                fields[number].update(dict.fromkeys(code_word(code) for code in document.codes))
                continue
            for text in getattr(document, name):
                own, asked, pieces = self._words_of(text)
                fields[number].update(own)
                if asked:
                    fields[max(number, _LAY)].update(asked)
                if pieces:
                    # "Traumabehandeling" as a title is as good as "behandeling van trauma" as people say it.
                    fields[_LAY if number in _SUBJECT else _PARTS].update(pieces)
        parts.update(dict.fromkeys(self._asked_by(list(parts))))
        seen: set[str] = set()
        for words in fields:
            for word in seen.intersection(words):
                del words[word]
            seen.update(words)
        return tuple(tuple(words) for words in fields)

    def _words_of(self, text: str) -> _Words:
        read = self._read.get(text)
        if read is None:
            read = {}, {}, {}
            own, asked, pieces = read
            for phrase in _PHRASES.split(text):
                more = self._read_phrases.get(phrase) or self._read_phrase(phrase)
                own.update(more[0])
                if more[1]:
                    asked.update(more[1])
                if more[2]:
                    pieces.update(more[2])
            _remember(self._read, text, read)
        return read

    def _read_phrase(self, phrase: str) -> _Words:
        read: _Words = {}, {}, {}
        own, asked, pieces = read
        known = self._known
        words = [known.get(word) or self._look_at(word) for word in split(phrase)]
        begins_something = False
        for folded, counts, parts, begins in words:
            if counts:
                own[folded] = None
            if parts:
                pieces.update(dict.fromkeys(parts))
            begins_something = begins_something or begins
        own.update((fold(word), None) for word in hyphen_joins(phrase))
        if begins_something:
            in_order = [folded for folded, _, _, _ in words]
            own.update(("".join(found), None) for found in self._phrases_in(in_order))
            asked.update(dict.fromkeys(self._asked_by(in_order)))
        _remember(self._read_phrases, phrase, read)
        return read

    def _look_at(self, word: str) -> _Known:
        """Remembered as well."""
        folded = fold(word)
        if len(self._known) >= _REMEMBERED_WORDS:
            self._known.clear()
        begins = folded in self.phrases or folded in self._finds
        known = self._known[word] = folded, folded not in self.stop_words, self.compounds.parts(word), begins
        return known

    def _phrases_in(self, folded: list[str]) -> Iterable[tuple[str, ...]]:
        for place, word in enumerate(folded):
            if word in self.phrases and (phrase := self.phrase_at(folded, place)):
                yield phrase

    def _asked_by(self, folded: list[str]) -> Iterable[str]:
        for place, word in enumerate(folded):
            for target, asked in self._finds.get(word, ()):
                if tuple(folded[place : place + len(target)]) == target:
                    yield from asked


def _remember(read: dict[str, _Words], text: str, words: _Words) -> None:
    if len(read) >= _REMEMBERED_TEXTS:
        read.clear()
    read[text] = words
