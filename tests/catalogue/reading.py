"""What a person reads on a page."""

import html
import re

_TAG = re.compile(r"<[^>]+>")
_ISOLATED = re.compile(r"</?bdi>")  # within a sentence
_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1>", re.DOTALL)


def text_of(page: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", _ISOLATED.sub("", _UNSEEN.sub(" ", page)))).split())


def part(page: str, start: str, end: str) -> str:
    after = page[page.index(start) :]
    return after[: after.index(end)]
