"""Kinds of cells in a region's files. The description is what a wrong cell is answered with."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from portal.model.columns import Texts


def split_cell(cell: object) -> object:
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if isinstance(cell, str) else cell


def postcode_ranges(cell: object) -> object:
    """ "8011-8013;8017" → the four postcodes it stands for."""
    if not isinstance(cell, str):
        return cell
    found: list[str] = []
    for part in (part.strip() for part in cell.split(";") if part.strip()):
        if not (span := re.fullmatch(r"([1-9]\d{3})(?:-([1-9]\d{3}))?", part)):
            raise ValueError(part)
        first, last = int(span[1]), int(span[2] or span[1])
        if last < first:
            raise ValueError(part)
        found += [str(number) for number in range(first, last + 1)]
    return tuple(found)


def has_dutch(texts: Texts) -> Texts:
    if not texts.get("nl", "").strip():
        raise ValueError("no Dutch text")
    return texts


Key = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80),
    Field(description="a key: lower-case letters, digits and single hyphens, at most 80"),
]
Keys = Annotated[
    tuple[Key, ...],
    BeforeValidator(split_cell),
    Field(description="keys of lower-case letters, digits and hyphens, with ; between them"),
]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), Field(description="a text")]
Source = Annotated[Words, Field(description="document and paragraph, as in: 001 3.2.4")]
DutchTexts = Annotated[Texts, AfterValidator(has_dutch), Field(description="a Dutch text")]
CbsCode = Annotated[str, StringConstraints(pattern=r"^\d{4}$"), Field(description="a CBS code of four digits")]
Postcode = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3}$"), Field(description="four digits of a postcode")]
Postcodes = Annotated[
    tuple[str, ...],
    BeforeValidator(postcode_ranges),
    Field(description="postcodes of four digits or ranges, as in: 8011-8017;8019"),
]
Age = Annotated[int | None, Field(ge=0, le=23, description="an age of 0 to 23 as a whole number, or empty")]
PlainDate = Annotated[
    str, StringConstraints(pattern=r"^(\d{4}-\d{2}-\d{2})?$"), Field(description="a date as in 2022-01-01, or empty")
]
CssName = Annotated[
    str, StringConstraints(pattern=r"^--[a-z0-9-]+$"), Field(description="a custom property, as in: --region-primary")
]
# It is written into a style sheet: nothing that could close a rule or fetch a thing.
CssValue = Annotated[
    str,
    StringConstraints(pattern=r"^[#A-Za-z0-9 .,%()-]{1,80}$"),
    Field(description="a plain CSS value, as in: #1f5c7a"),
]
HostName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$", max_length=253),
    Field(description="a host name in lower case, without port"),
]
