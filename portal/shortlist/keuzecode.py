"""The keuzecode: what a family holds, writes down, and says on the telephone.

A locator, which finds the list; a secret, which opens it and is stored nowhere; and a sign that tells a typing mistake.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.web.language import N_

# Nineteen signs. No vowels, so that no word comes of it; of those that look or sound alike at most one ("zeven" and
# "negen", M and N, F and S, K and Q, T and B, D, P). A prime number: the last sign tells any one sign that is wrong,
# and any two that changed places.
SIGNS = "012345689FHJKMRTWXY"
LOCATOR, SECRET = 5, 12  # signs; the secret: 19 to the power of 12, more than 50 bits
LENGTH = LOCATOR + SECRET + 1
GROUP = 3  # as telephone numbers are said

# What people write or see for one that looks like it.
READ_AS = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8", "V": "Y"})
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015.,:;/_]+")

# How each letter is said on the telephone in Dutch; digits are said as they are.
SPOKEN = {
    "F": "Ferdinand",
    "H": "Hendrik",
    "J": "Johan",
    "K": "Karel",
    "M": "Maria",
    "R": "Rudolf",
    "T": "Theodoor",
    "W": "Willem",
    "X": "Xantippe",
    "Y": "Ypsilon",
}


OPENS_NOTHING = N_("This code opens no list. The list may have another code by now, or be gone.")


class NotACode(ValueError):
    """It has not the right number of signs, or one that no code has."""

    told = N_("A code has 18 signs: digits and letters. Look whether all of them are there.")


class Mistyped(NotACode):
    """A sign is wrong, or two changed places."""

    told = N_("There is a mistake in this code. Look at it once more, sign by sign.")


@dataclass(frozen=True)
class Keuzecode:
    locator: str
    secret: str = field(repr=False)

    @property
    def written(self) -> str:
        """In groups, for people."""
        whole = self.locator + self.secret
        whole += _check_sign(whole)
        return "-".join(whole[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    @property
    def groups(self) -> Sequence[str]:
        return self.written.split("-")

    @property
    def spoken(self) -> Sequence[str]:
        """Group by group: "Karel 4 Ferdinand"."""
        return [" ".join(SPOKEN.get(sign, sign) for sign in group) for group in self.groups]


def make_code() -> Keuzecode:
    return Keuzecode(_drawn(LOCATOR), _drawn(SECRET))


def read_code(typed: str) -> Keuzecode:
    """In capitals or not, with or without anything between. Raises NotACode or Mistyped; nothing was asked of the
    database then."""
    signs = _BETWEEN.sub("", typed).upper().translate(READ_AS)
    if len(signs) != LENGTH or any(sign not in SIGNS for sign in signs):
        raise NotACode
    if _check_sign(signs[:-1]) != signs[-1]:
        raise Mistyped
    return Keuzecode(signs[:LOCATOR], signs[LOCATOR:-1])


def _drawn(number: int) -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(number))


def _check_sign(signs: str) -> str:
    """Each place weighs differently: there are fewer places than signs."""
    return SIGNS[sum(place * SIGNS.index(sign) for place, sign in enumerate(signs, start=1)) % len(SIGNS)]
