"""Signs that nobody means: what cannot be seen, and what turns the text around it.

A word that is shown back could with them say something else than it is (U+202E writes the rest of a sentence
backwards), or be two words that look alike.
"""

import re

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BUT_LINE_ENDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UNSEEN = re.compile(
    "["
    "\u00ad\u034f"  # soft hyphen, joiner of signs
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction: marks, embeddings, overrides, isolates
    "\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff"  # no width; shapes and digits of old
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0"  # fillers and blanks that are no space
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # notes between lines, shorthand, music
    "\U000e0000-\U000e0fff"  # tags and further variants
    "]"
)


def storable(text: str) -> str:
    """Without what PostgreSQL refuses: NUL, and halves of a sign, as some character sets can write them."""
    return _UNSTORABLE.sub("", text)


def one_line(text: str) -> str:
    """As it can be seen, without anything at its ends. Control characters part words; PostgreSQL refuses NUL."""
    return _UNSEEN.sub("", _CONTROLS.sub(" ", text)).strip()


def lines(text: str) -> str:
    """The same for a text area, whose line ends stay."""
    return _UNSEEN.sub("", _BUT_LINE_ENDS.sub("", text)).strip()
