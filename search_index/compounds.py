"""Compounds into their parts, by the stems of the region: "jeugdhulpaanbieder" into "jeugdhulp" and "aanbieder"."""

from search_index.words import fold, is_code, split

_LINKS = ("", "s", "en", "e", "n")
_SHORTEST_WORD = 6
_LONGEST_WORD = 60
_REMEMBERED_WORDS = 20_000
_TELLING_STEM = 5  # letters; a shorter stem beside an unknown rest is too often chance


class Compounds:
    def __init__(self, stems: tuple[str, ...]) -> None:
        self._stems = {word for stem in stems for word in split(stem) if len(word) >= 3 and not is_code(word)}
        self._folded = {fold(stem) for stem in self._stems}
        self._longest = max(map(len, self._stems), default=0)
        self._known: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """Folded parts, and neighbouring parts joined ("spectrumstoornis"); empty for a word that is no compound."""
        if len(word) < _SHORTEST_WORD or len(word) > _LONGEST_WORD or is_code(word):
            return ()
        if word not in self._known:
            if len(self._known) >= _REMEMBERED_WORDS:
                self._known.clear()
            pieces = self._cut(word)
            found = self._joined(word, pieces) if pieces else self._beside_a_stem(word)
            self._known[word] = tuple(dict.fromkeys(found))
        return self._known[word]

    def _is_stem(self, word: str) -> bool:
        return word in self._stems or fold(word) in self._folded

    def _cut(self, word: str) -> list[tuple[int, int]] | None:
        """Where the finest complete division lies: begin and end of each part, links between them left out."""
        length, stems = len(word), self._stems
        best: list[list[tuple[int, int]] | None] = [None] * (length + 1)
        best[length] = []
        for begin in range(length - 3, -1, -1):
            ends = [end for end in range(begin + 3, min(begin + self._longest + 1, length)) if word[begin:end] in stems]
            if begin and self._is_stem(word[begin:]):
                ends.append(length)
            for end in ends:
                rest, current = self._after(word, end, best), best[begin]
                if rest is not None and (current is None or len(rest) + 1 > len(current)):  # "gedrag", not "gedrags"
                    best[begin] = [(begin, end), *rest]
        return best[0]

    def _after(self, word: str, end: int, best: list[list[tuple[int, int]] | None]) -> list[tuple[int, int]] | None:
        if end == len(word):
            return []
        for link in _LINKS:
            following = end + len(link)
            if word.startswith(link, end) and following < len(word) and best[following]:
                return best[following]
        return None

    def _joined(self, word: str, pieces: list[tuple[int, int]]) -> list[str]:
        found = [fold(word[begin:end]) for begin, end in pieces]
        for first in range(len(pieces)):
            for last in range(first + 1, len(pieces)):
                if (first, last) != (0, len(pieces) - 1):
                    found.append(fold(word[pieces[first][0] : pieces[last][1]]))
        return found

    def _beside_a_stem(self, word: str) -> list[str]:
        """ "vechtscheiding" and "autismecoach": one half is a stem, the other is not in the list."""
        for begin in range(3, len(word) - _TELLING_STEM + 1):
            if self._is_stem(word[begin:]):
                return [fold(word[begin:])]
        for end in range(len(word) - 3, _TELLING_STEM - 1, -1):
            if word[:end] in self._stems:
                return [fold(word[:end])]
        return []
