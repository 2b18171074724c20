"""Column kinds that several records share."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum
from sqlmodel import Field

Texts = dict[str, str]  # language code → text; "nl" is always there


def empty_list() -> list[Any]:
    """Not `list` itself: pydantic asks it for its parameters at each new record, and a built-in one keeps it waiting
    longer than all else that is done for the record."""
    return []


def empty_map() -> dict[str, Any]:
    """See above."""
    return {}


def json_list(**options: Any) -> Any:
    """A short list that is always read with its record and never joined on."""
    return Field(default_factory=empty_list, sa_type=JSON, **options)


def json_map(**options: Any) -> Any:
    return Field(default_factory=empty_map, sa_type=JSON, **options)


def stable_key(**options: Any) -> Any:
    """Our own stable key: a-z 0-9 and hyphens, never reused, never a database id."""
    return Field(max_length=80, regex=r"^[a-z0-9]+(-[a-z0-9]+)*$", **options)


def one_of(kind: type[StrEnum], default: StrEnum | None = None) -> Any:
    """A closed choice, stored as its own word: a native enum type would need a migration per word."""
    return Field(sa_type=_words(kind)) if default is None else Field(default=default, sa_type=_words(kind))


def maybe_one_of(kind: type[StrEnum]) -> Any:
    """A closed choice, or none yet."""
    return Field(default=None, sa_type=_words(kind))


def _words(kind: type[StrEnum]) -> Any:
    return Enum(kind, native_enum=False, length=20, values_callable=lambda words: [word.value for word in words])
