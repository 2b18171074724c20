"""What may be shown of where something is. One place decides, for page, map, index and export."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.model.product import Form
from portal.model.provider import Location, Visibility


@dataclass(frozen=True)
class ShownPlace:
    """A location as visitors may know it: what is not to be shown is not in here."""

    street: str = ""
    postcode: str = ""
    place: str = ""
    municipality: str = ""  # CBS code
    phone: str = ""
    name: str = ""
    pc4: str = ""  # only where the address itself is public


def children_live_at(forms_here: Iterable[str], forms: dict[str, Form]) -> bool:
    """Do children live or stay there? An unknown form counts as yes."""
    return any(form not in forms or forms[form].children_live_here for form in forms_here if form)


def shown_place(location: Location, *, children_live_here: bool) -> ShownPlace:
    """The address of a place where children live or stay is at most its place (design, principle 5)."""
    finest = location.visibility
    if children_live_here and finest == Visibility.ADDRESS:
        finest = Visibility.PLACE
    if finest == Visibility.ADDRESS:
        return ShownPlace(
            location.street,
            location.postcode,
            location.place,
            location.municipality,
            location.phone,
            location.name,
            location.postcode[:4],
        )
    if finest == Visibility.PLACE:
        # The location's own name may give the address away: "Gezinshuis Lindelaan 4".
        return ShownPlace(place=location.place, municipality=location.municipality)
    return ShownPlace()
