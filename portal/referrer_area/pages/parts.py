"""What the pages of who refers have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.model.product import ReferenceItem
from portal.referral import words
from portal.referral.consent import GIVERS
from portal.web.visit import Visit

_LISTS: Mapping[str, Mapping[Any, str]] = {
    "ages": words.AGES,
    "frames": words.FRAMES,
    "urgencies": words.URGENCIES,
    "who_chose": words.WHO_CHOSE,
    "no_choice": words.NO_CHOICE,
    "considered": words.CONSIDERED,
    "group_reasons": words.GROUP_REASONS,
    "conditions": words.CONDITIONS,
    "givers": GIVERS,
    "directed_by": words.DIRECTED_BY,
}


@dataclass(frozen=True)
class Tried:
    """What was to happen, and did not."""

    typed: Mapping[str, str | list[str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    overtaken: bool = False

    @property
    def status(self) -> int:
        return 409 if self.overtaken else 422 if self.errors else 200


def words_of(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    """Value and text of each closed list."""
    return {name: [(str(value), visit.gettext(text)) for value, text in held.items()] for name, held in _LISTS.items()}


def names_of(items: Iterable[ReferenceItem], visit: Visit) -> list[tuple[str, str]]:
    return [(item.key, visit.text(item.names)) for item in items]


def in_words(wrong: Mapping[str, str], visit: Visit) -> dict[str, str]:
    return {name: visit.gettext(message) for name, message in wrong.items()}
