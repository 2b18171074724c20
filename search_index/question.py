"""What a visitor typed, made ready for asking: known words only, each of which must be found."""

from dataclasses import dataclass, field

from search_index.lexicon import Lexicon
from search_index.terms import Terms
from search_index.words import LONGEST_QUESTION, fold, is_code, split

_MOST_WORDS = 10  # Meilisearch reads no more


@dataclass(frozen=True)
class Question:
    words: tuple[str, ...] = ()
    beginning: bool = False  # the last word may be the beginning of a word
    asked: bool = False  # something was asked that can be found or not
    missing: bool = False  # a word was left out because nothing has it
    repaired: dict[str, str] = field(default_factory=dict)  # as typed → as searched

    def looser(self, terms: Terms) -> list[tuple[str, ...]]:
        """The same question with one word less each time; the rarest word says most and stays longest."""
        words = list(self.words)
        if self.beginning:
            words[-1] = terms.commonest(terms.beginning_with(words[-1]))
        rarest = sorted(dict.fromkeys(words), key=lambda word: (terms.levels.get(word, 0), -len(word), word))
        return [tuple(rarest[:count]) for count in range(len(rarest) - 1, 0, -1)]


def prepare(text: str, lexicon: Lexicon, terms: Terms) -> Question:
    raw = split(text[:LONGEST_QUESTION])
    words, kept = _phrases_first([fold(word) for word in raw], raw, lexicon, terms)
    if not words:
        return Question()
    repaired: dict[str, str] = {}
    found: list[str] = []
    missed = 0
    place = 0
    while place < len(words) and len(found) + missed < 2 * _MOST_WORDS:  # a word that nothing has is dear to look for
        word, typed = words[place], kept[place]
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in terms:
            found.append(word)
        elif following and following not in terms and word + following in terms:
            found.append(word + following)
            place += 1
        elif (last := place == len(words) - 1) and (start := _beginning(word, typed, terms)):
            found.append(start)
            return _question(found, repaired, missed > 0, beginning=last)
        elif parts := _known_parts(typed, lexicon, terms):
            found.extend(parts)
        elif better := terms.repair(word):
            repaired[typed] = better
            found.append(better)
        else:
            missed += 1
        place += 1
    return _question(
        _phrases_after(found, lexicon, terms) if repaired else found, repaired, missed > 0, beginning=False
    )


def _question(found: list[str], repaired: dict[str, str], missing: bool, *, beginning: bool) -> Question:
    words = list(dict.fromkeys(found))
    if beginning and words[-1] != found[-1]:
        beginning = False
    return Question(tuple(words[:_MOST_WORDS]), beginning and len(words) <= _MOST_WORDS, True, missing, repaired)


def _phrases_first(folded: list[str], raw: list[str], lexicon: Lexicon, terms: Terms) -> tuple[list[str], list[str]]:
    """Known phrases as one word ("niet naar school"), then the rest without stop words."""
    words: list[str] = []
    kept: list[str] = []
    place = 0
    while place < len(folded):
        phrase = lexicon.phrase_at(folded, place)
        if phrase and "".join(phrase) in terms:
            words.append("".join(phrase))
            kept.append("".join(raw[place : place + len(phrase)]))
            place += len(phrase)
            continue
        if folded[place] not in lexicon.stop_words:
            words.append(folded[place])
            kept.append(raw[place])
        place += 1
    return words, kept


def _phrases_after(words: list[str], lexicon: Lexicon, terms: Terms) -> list[str]:
    """A repaired word may complete a phrase: "boos kint"."""
    return _phrases_first(words, words, lexicon, terms)[0]


def _beginning(word: str, typed: str, terms: Terms) -> str | None:
    if is_code(typed):
        return None
    return typed if terms.is_beginning(typed) else word if terms.is_beginning(word) else None


def _known_parts(typed: str, lexicon: Lexicon, terms: Terms) -> list[str]:
    """A compound nobody wrote like this: all its parts must be found. Joins of parts add nothing to that."""
    parts = [part for part in lexicon.compounds.parts(typed) if part in terms]
    simple = [part for part in parts if not any(part != other and other in part for other in parts)]
    covered = sum(len(part) for part in simple)
    return simple if covered >= len(typed) - 4 else []
