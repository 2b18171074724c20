"""Where a rule comes from, as people can read it: the name of the document in the place of its number."""

import re
from dataclasses import dataclass

from portal.model.columns import Texts
from portal.regions import RegionData

_NUMBERED = re.compile(r"(?P<number>[0-9]{3})\b\s*")


@dataclass(frozen=True)
class Cited:
    """`paragraph` is in the language of the region's files."""

    document: Texts  # empty where the paragraph says it itself, as in: Jeugdwet 2.6
    paragraph: str
    ours: bool = False  # of this website: no source says it


def cited(source: str, region: RegionData) -> tuple[Cited, ...]:
    return tuple(_cited(part.strip(), region) for part in source.split(";") if part.strip())


def _cited(part: str, region: RegionData) -> Cited:
    if part == "ours":
        return Cited({}, "", ours=True)
    found = _NUMBERED.match(part)
    document = region.region.texts.get(f"source_{found['number']}", {}) if found else {}
    return Cited(document, part[found.end() :] if found and document else part)
