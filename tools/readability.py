"""How easily the public Dutch texts read, and which read worst. `python -m tools.readability`

Flesch-Douma: 206.84 − 0.77 × syllables in 100 words − 0.93 × words in a sentence; 60 and more is plain (B1). It looks
at lengths alone, so it finds what is long, not what is unclear. Syllables are counted by a rule: a group of vowels that
is written as one sound ("ij", "oei", "eeu") is one syllable, any other vowel one of its own, and a vowel with a trema
always. Words without vowels are spelled out: "pgb" has three. Numbers are left out. It is off by one in words such as
"museum".
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from portal.exchange.region_files import REFERENCE, RegionFiles, read_region
from tools import translations

PLAIN = 60
LONGEST = 20  # words in a sentence
WORST = 20
FEWEST = 6  # words of a text that is judged by itself: of fewer, one long word decides

_ONE_SOUND = re.compile(
    "aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyäëïöüáéíóúàèìòùâêîôû]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?:])\s+")
_VALUE, _TAG = re.compile(r"%\(\w+\)s"), re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Text:
    where: str
    text: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(part for part in _SENTENCE_ENDS.split(self.text) if words_in(part))

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(words_in(self.text))

    @property
    def too_long(self) -> Iterator[str]:
        return (part for part in self.sentences if len(part.split()) > LONGEST)


def words_in(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str) -> int:
    return len(_ONE_SOUND.findall(word)) or len(word)


def score(texts: Iterable[Text]) -> float:
    """Of all together: a long text weighs more than a short one."""
    texts = list(texts)
    words = [word for text in texts for word in text.words]
    sentences = sum(len(text.sentences) for text in texts)
    if not words:
        return 100.0
    return 206.84 - 0.77 * 100 * sum(map(syllables, words)) / len(words) - 0.93 * len(words) / sentences


def region_texts(region: RegionFiles) -> Iterator[Text]:
    """Running text; names are no sentences."""
    row = region.region
    for key, text in row.texts.items():
        yield Text(f"region.toml {key}", text["nl"])
    for place, step in enumerate(row.crisis.steps["nl"], start=1):
        yield Text(f"region.toml crisis step {place}", step)
    for contact in row.contacts:
        yield Text(f"region.toml {contact.key}", contact.about["nl"])
    for number in row.crisis.numbers:
        yield Text(f"region.toml {number.key}", number.about["nl"])
    for told in region.texts:
        yield Text(f"texts.csv {told.subject} {told.key} {told.field}", told.texts["nl"])
    for route in region.routes:
        for name, said in (("steps", route.steps), ("bring", route.bring), ("terms", route.terms)):
            if said:
                yield Text(f"routes.csv {route.key} {name}", said["nl"])
    for situation in region.situations:
        yield Text(f"situations.csv {situation.key}", situation.about["nl"])
    for term in region.glossary:
        yield Text(f"glossary.csv {term.key}", term.meaning["nl"])


def page_texts() -> Iterator[Text]:
    for message in translations.read("nl"):
        for text in message.string if isinstance(message.string, (list, tuple)) else (message.string,):
            if message.id and text:
                yield Text("messages.po", _TAG.sub("", _VALUE.sub("Zwolle", text)).replace("%%", "%"))


def report(name: str, texts: list[Text]) -> Iterator[str]:
    yield f"{name}: {len(texts)} texts, {score(texts):.0f} by Flesch-Douma (plain: {PLAIN} and more)"
    for text in texts:
        yield from (f"  more than {LONGEST} words: {text.where}: {part}" for part in text.too_long)
    judged = sorted((score([text]), text.where, text.text) for text in texts if len(text.words) >= FEWEST)
    yield f"  the {min(WORST, len(judged))} that read worst:"
    for found, where, said in judged[:WORST]:
        yield f"  {found:4.0f}  {where}: {said}"


def main() -> int:
    for folder in sorted(path.parent for path in REFERENCE.glob("*/region.toml")):
        print("\n".join(report(folder.name, list(region_texts(read_region(folder))))))
    print("\n".join(report("pages", list(page_texts()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
