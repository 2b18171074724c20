"""From text to search words, the same for documents and questions, so that every engine compares alike.

A search word is plain ASCII. Endings are folded on both sides ("gezinshuizen" and "gezinshuis" become
one word); a folded word is for comparing only and never shown.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST_QUESTION = 500  # characters; the rest of a longer question is not read

_OWN_S = re.compile(r"['’`´]s\b")
_APOSTROPHES = frozenset("'’`´")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")  # l.v.b.
_AMPERSAND = re.compile(r"\b([^\W\d_])\s?&\s?([^\W\d_])\b")  # j&o
_TOKEN = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_NOT_IN_CODE = re.compile(r"[\W_]+")

_IRREGULAR = {
    "kinderen": "kind",
    "kinders": "kind",
    "kinder": "kind",
    "kids": "kind",
    "children": "child",
    "steden": "stad",
    "leden": "lid",
    "eieren": "ei",
    "mensen": "mens",
    "families": "family",
    "therapies": "therapie",
}
_VOWELS = set("aeiouy")
_LONG_VOWEL = re.compile(r"(aa|ee|oo|uu)([bcdfghjklmnpqrstvwxz])$")
_PLURAL_S = ("els", "ems", "ens", "ers", "ins", "ies", "jes", "ees", "ars", "ors", "urs", "ings")
_STAYS = ("ens", "ers", "ies")  # shorter words on these are rarely plurals: "mens", "vers"


class _WithoutMarks(dict[int, int | None]):
    """Looks a letter up once: a catalogue has millions of them, and few different ones."""

    def __missing__(self, letter: int) -> int | None:
        kept = None if unicodedata.combining(chr(letter)) else letter
        if len(self) < 5_000:
            self[letter] = kept
        return kept


_WITHOUT_MARKS = _WithoutMarks()


def plain(text: str) -> str:
    """Lower case without diacritics; "ĳ" becomes "ij"."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).casefold().translate(_WITHOUT_MARKS)


def split(text: str) -> list[str]:
    """Plain words in the order of the text, not folded."""
    text = plain(text)
    # Looked for first: most texts have none of these, and a rebuild reads a quarter of a million.
    if not _APOSTROPHES.isdisjoint(text):
        text = _OWN_S.sub("", text)
    if text.count(".") > 1:
        text = _DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    if "&" in text:
        text = _AMPERSAND.sub(r"\1\2", text)
    words = _TOKEN.findall(text)
    return words if text.isascii() else [ascii_word(word) for word in words]


def hyphen_joins(text: str) -> list[str]:
    """ "jeugd-ggz" is also written "jeugdggz"."""
    # Asked first: most texts have none, and are not worth making plain for it.
    if ("-" not in text and text.isascii()) or "-" not in (text := plain(text)):
        return []
    return [ascii_word(found.replace("-", "")) for found in _HYPHENATED.findall(text)]


def ascii_word(word: str) -> str:
    """Words in other scripts are spelled out in numbers: engines cut and fold those scripts each in its own way."""
    return word if word.isascii() else "x" + "".join(map(_spelled_out, word))


def _spelled_out(letter: str) -> str:
    """Two signs for an Arabic letter, of which a region has many; others say in five which they are."""
    number = ord(letter)
    return f"{number - 0x600:02x}" if 0x600 <= number <= 0x6FF else f"u{number:04x}"


def code_word(code: str) -> str:
    return ascii_word(_NOT_IN_CODE.sub("", plain(code)))


def is_code(word: str) -> bool:
    """Compared exactly: no endings, no beginnings, no misspellings."""
    return not word.isalpha()


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """One form for singular and plural, adjective endings and diminutives; light, not linguistics."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or is_code(word):
        return word
    return _even_out(_without_ending(word))


def _without_ending(word: str) -> str:
    if word.endswith("heden"):
        return word[:-5] + "heid"
    if word.endswith(("ieen", "eeen")):  # therapieën
        return word[:-2]
    if word.endswith(("jes", "je")) and len(word) >= 6:
        stem = word.removesuffix("s")[:-2]
        return stem[:-1] if stem.endswith(("lt", "nt", "rt", "wt")) and len(stem) > 4 else stem
    if word.endswith(_PLURAL_S) and len(word) >= (6 if word.endswith(_STAYS) else 5):
        word = word[:-1]
        return word if word.endswith(("en", "er", "el")) else _without_e(word)
    if word.endswith("en") and len(word) >= 5 and word[-3] not in _VOWELS:
        return word[:-2]
    return _without_e(word)


def _without_e(word: str) -> str:
    return word[:-1] if len(word) >= 4 and word[-1] == "e" and word[-2] not in _VOWELS else word


def _even_out(stem: str) -> str:
    """Spelling follows the syllable: huizen/huis, brieven/brief, gezinnen/gezin, scholen/school."""
    if len(stem) >= 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        stem = stem[:-1]
    if len(stem) >= 3 and stem[-1] in "zv":
        stem = stem[:-1] + ("s" if stem[-1] == "z" else "f")
    return _LONG_VOWEL.sub(lambda found: found.group(1)[0] + found.group(2), stem)


_SOUNDS = (
    ("sch", "sg"), ("ch", "g"), ("ks", "x"), ("cc", "x"), ("ph", "f"), ("th", "t"), ("qu", "kw"), ("ij", "y"),
    ("ei", "y"), ("ey", "y"), ("ie", "i"), ("ou", "au"), ("ck", "k"), ("c", "k"), ("z", "s"), ("v", "f"), ("j", "y"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """How a word is heard, roughly: people write "pleechzorg" and "dysleksie"."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = _DOUBLE.sub(r"\1", word).replace("y", "i")
    return word[:-1] + "t" if word.endswith("d") else word
