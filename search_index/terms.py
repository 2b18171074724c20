"""All words that an index knows, roughly how common each is, and what a misspelt one must have been."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search_index.words import is_code, sound

_SHORTEST_REPAIR = 4
_SHORTEST_BEGINNING = 3


class Terms:
    """`levels`: word → number of bits of the number of documents it was in when the index was built.

    Rough on purpose: both engines must choose alike, also when one of them counted a little later.
    """

    def __init__(self, levels: Mapping[str, int]) -> None:
        self.levels = dict(levels)
        self._sorted: list[str] | None = None
        self._by_sound: dict[str, list[str]] | None = None
        self._audible: list[str] = []  # every sound, and every word that has one: looked through for each unknown word
        self._sayable: list[str] = []

    @classmethod
    def counted(cls, documents_with: Mapping[str, int]) -> "Terms":
        return cls({word: count.bit_length() for word, count in documents_with.items()})

    def __contains__(self, word: str) -> bool:
        return word in self.levels

    def add(self, words: Iterable[str]) -> list[str]:
        """Adds what is new, and says what was."""
        new = [word for word in dict.fromkeys(words) if word not in self.levels]
        if new:
            self.levels.update(dict.fromkeys(new, 1))
            self._sorted = self._by_sound = None
        return new

    def beginning_with(self, beginning: str) -> list[str]:
        if self._sorted is None:
            self._sorted = sorted(self.levels)
        low = bisect_left(self._sorted, beginning)
        high = bisect_left(self._sorted, beginning + "\x7f", low)
        return self._sorted[low:high]

    def is_beginning(self, word: str) -> bool:
        return len(word) >= _SHORTEST_BEGINNING and not is_code(word) and bool(self.beginning_with(word))

    def commonest(self, words: list[str]) -> str:
        return min(words, key=lambda word: (-self.levels[word], word))

    def repair(self, word: str) -> str | None:
        """The known word that is heard or written most like this one, or None."""
        if len(word) < _SHORTEST_REPAIR or is_code(word):
            return None
        candidates = {found: 0.5 for found in self._sounds().get(sound(word), ()) if OSA.distance(word, found) <= 3}
        reach = 1 if len(word) < 8 else 2
        for found, distance, _ in process.extract(
            word, self._sayable, scorer=OSA.distance, score_cutoff=reach, limit=30
        ):
            candidates[found] = min(candidates.get(found, 9.0), float(distance))
        if len(word) >= 6:
            for heard, distance, _ in process.extract(
                sound(word), self._audible, scorer=OSA.distance, score_cutoff=1, limit=30
            ):
                for found in self._sounds()[heard]:
                    if OSA.distance(word, found) <= 4:
                        candidates[found] = min(candidates.get(found, 9.0), 0.7 + distance)
        likely = {found: score + (found[0] != word[0]) * 0.6 for found, score in candidates.items()}
        return min(likely, key=lambda found: self._unlikeliness(word, found, likely[found]), default=None)

    def _unlikeliness(self, word: str, found: str, score: float) -> tuple[float, int, int, str]:
        return score, -self.levels[found], abs(len(found) - len(word)), found

    def _sounds(self) -> dict[str, list[str]]:
        if self._by_sound is None:
            self._by_sound = {}
            for term in sorted(self.levels):
                if len(term) >= 3 and not is_code(term):
                    self._by_sound.setdefault(sound(term), []).append(term)
            self._audible = list(self._by_sound)
            self._sayable = [term for group in self._by_sound.values() for term in group]
        return self._by_sound
