"""Pieces of pages that are made once."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

MOST_PIECES = 20_000  # of a few hundred bytes each


class Pieces:
    """Of macros that look at nothing but what they are called with: the same answer need not be made twice.

    In a template: `{% set tick = once(tick) %}`, then `{{ tick("soort", "angst", 4) }}`.
    """

    def __init__(self, most: int = MOST_PIECES) -> None:
        self._made: dict[tuple[Any, ...], Markup] = {}
        self._most = most

    def once(self, macro: Callable[..., Markup]) -> Callable[..., Markup]:
        """`macro` gets positional arguments that can be hashed, and reads no variable of the page."""
        name = getattr(macro, "name", "")

        def piece(*values: Any) -> Markup:
            found = self._made.get((name, values))
            if found is None:
                if len(self._made) >= self._most:
                    self._made.clear()
                found = self._made[name, values] = macro(*values)
            return found

        return piece
