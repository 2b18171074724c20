"""A draft beside what stands: what it changes, and what was changed by others meanwhile. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.profile.content import Values


@dataclass(frozen=True)
class Merged:
    values: Values  # the draft as it would be now
    present: Values
    changes: tuple[str, ...]  # fields in which it differs from what stands
    clashes: tuple[str, ...]  # of these: changed by the draft and, since, in the records too
    gone: tuple[str, ...]  # changed by the draft, and there no more


def merge(base: Mapping[str, Any], draft: Mapping[str, Any], present: Mapping[str, Any]) -> Merged:
    """Field by field. What the draft did not touch takes what stands now; where both were changed, the draft's value
    waits for somebody who looks at both."""
    values: Values = {}
    changes, clashes = [], []
    for name, stands in present.items():
        began = base.get(name, stands)
        wished = draft.get(name, began)
        if wished in (began, stands):
            values[name] = stands
            continue
        values[name] = wished
        changes.append(name)
        if began != stands:
            clashes.append(name)
    gone = [name for name, wished in draft.items() if name not in present and wished != base.get(name, wished)]
    return Merged(values, dict(present), tuple(changes), tuple(clashes), tuple(gone))


def looked_at(base: Mapping[str, Any], part: Mapping[str, Any], present: Mapping[str, Any]) -> Values:
    """The base after somebody saved a part in which they saw what stands now: no clash is left in it."""
    return {**base, **{name: present[name] for name in part if name in present}}
