"""Pieces of pages that are made once."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

_NOTHING: Mapping[str, Any] = MappingProxyType({})
MOST_PIECES = 20_000  # of a few hundred bytes each
MOST_LARGE_PIECES = 3_000  # of about two thousand


class Pieces:
    """Of macros that look at nothing but what they are called with: the same answer need not be made twice.

    In a template: `{% set availability = once(availability) %}`, then call that.
    """

    def __init__(self, most: int = MOST_PIECES) -> None:
        self._made: dict[tuple[Any, ...], Markup] = {}
        self._most = most

    def once(self, macro: Callable[..., Markup]) -> Callable[..., Markup]:
        """`macro` gets positional arguments that can be hashed, and reads no variable of the page."""
        return lambda *values: self._made_of(macro, values, values)

    def once_a_look(self, macro: Callable[..., Markup]) -> Callable[..., Markup]:
        """`macro` gets a thing, of which every other with the same `look` would give the same piece; perhaps values
        that can be hashed; and by name what is the same for the whole language."""

        def piece(thing: Any, *values: Any, **same: Any) -> Markup:
            if thing.look is None:
                return macro(thing, *values, **same)
            return self._made_of(macro, (thing.look, *values), (thing, *values), same)

        return piece

    def _made_of(
        self, macro: Callable[..., Markup], known_by: Any, values: tuple[Any, ...], same: Mapping[str, Any] = _NOTHING
    ) -> Markup:
        name = getattr(macro, "name", "")
        found = self._made.get((name, known_by))
        if found is None:
            if len(self._made) >= self._most:
                self._made.clear()
            found = self._made[name, known_by] = macro(*values, **same)
        return found
