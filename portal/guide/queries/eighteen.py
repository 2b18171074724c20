"""What happens to help when someone turns 18, for the one whom it happens to."""

from dataclasses import dataclass

from portal.guide.queries.pathways import Way, way_of
from portal.model import Form
from portal.regions import RegionData

ADULT = 18
WAYS = ("toekomstplan", "verlengde-jeugdhulp", "perspectiefplan")


@dataclass(frozen=True)
class Eighteen:
    can_go_on: tuple[Form, ...]
    ends: tuple[Form, ...]
    unknown: tuple[Form, ...]
    ways: tuple[Way, ...]


def eighteen(region: RegionData) -> Eighteen:
    forms = [form for form in region.forms.values() if form.texts.get("after_18") or form.extends_to is not None]
    return Eighteen(
        tuple(form for form in forms if form.extends_to is not None and form.extends_to > ADULT),
        tuple(form for form in forms if form.extends_to is not None and form.extends_to <= ADULT),
        tuple(form for form in forms if form.extends_to is None),
        tuple(way_of(region.pathways[key], region) for key in WAYS if key in region.pathways),
    )
