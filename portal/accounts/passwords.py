"""Passwords: hashed slowly, aside from everything else, and judged by how soon they would be guessed."""

import asyncio
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from portal.access.slowly import slowly
from portal.web.characters import lines
from portal.web.language import N_

SHORTEST, LONGEST = 12, 200  # characters
STRONG_ENOUGH = 3  # of 4, as zxcvbn counts
JUDGED = 72  # characters: as much as it looks at

TOO_SHORT = N_("Use at least 12 characters. A short sentence is fine.")
TOO_EASY = N_("This password is easy to guess. Make it longer, with words that do not belong together.")

hashing = PasswordHash((Argon2Hasher(),))  # argon2id, as RFC 9106 has it for where memory is scarce


async def make_hash(password: str) -> str:
    return await slowly(hashing.hash, _as_typed(password))


async def check(password: str, held: str) -> tuple[bool, str | None]:
    """Whether it is right, and another hash to hold from now on if that one is of another making. As slow where there
    is nothing to compare with: how long it takes does not tell who has an account."""
    return await slowly(_check, _as_typed(password), held)


def _check(password: str, held: str) -> tuple[bool, str | None]:
    of_nobody = _of_nobody(hashing)
    try:
        right, renewed = hashing.verify_and_update(password, held or of_nobody)
    except UnknownHashError:
        hashing.verify(password, of_nobody)
        return False, None
    return right and bool(held), renewed


@cache
def _of_nobody(hashing: PasswordHash) -> str:
    return hashing.hash(secrets.token_urlsafe(32))


async def problem_with(password: str, about: Iterable[str]) -> str:
    """A message id, or nothing. `about`: what somebody who wants in tries first, such as the name."""
    typed = _as_typed(password)
    if len(typed) < SHORTEST:
        return TOO_SHORT
    words = [word for text in about for word in (text, *text.replace("@", " ").replace(".", " ").split()) if word]
    score = await asyncio.to_thread(_score, typed[:JUDGED], [*words, "hulpkeuze"])
    return TOO_EASY if score < STRONG_ENOUGH else ""


def _score(password: str, words: list[str]) -> int:
    from zxcvbn import zxcvbn  # type: ignore[import-untyped] # noqa: PLC0415 - its lists take 12 MB of a worker

    return int(zxcvbn(password, words)["score"])


def _as_typed(password: str) -> str:
    """The same, whichever keyboard it was typed on, in a browser or a terminal."""
    return lines(unicodedata.normalize("NFKC", password))
