"""The address of a place where children live or stay is at most its place."""

import pytest

from portal.model import Form, FormGroup, Location, Visibility
from portal.model.visibility import children_live_at, shown_place

HOME = {
    "street": "Geheimlaan 12",
    "postcode": "8011 AB",
    "place": "Zwolle",
    "municipality": "0193",
    "phone": "000-1234",
}


def location(visibility: Visibility) -> Location:
    return Location(key="zwolle", provider_id=1, name="Huis aan de Geheimlaan", visibility=visibility, **HOME)


@pytest.mark.parametrize("visibility", list(Visibility))
def test_where_children_live_no_visibility_shows_more_than_the_place(visibility: Visibility) -> None:
    shown = shown_place(location(visibility), children_live_here=True)
    assert (shown.street, shown.postcode, shown.pc4, shown.phone, shown.name) == ("", "", "", "", "")
    assert shown.place == ("" if visibility == Visibility.REGION else "Zwolle")


def test_a_practice_may_be_shown_in_full() -> None:
    shown = shown_place(location(Visibility.ADDRESS), children_live_here=False)
    assert (shown.street, shown.postcode, shown.pc4) == ("Geheimlaan 12", "8011 AB", "8011")


def test_a_location_shown_as_its_region_has_no_place() -> None:
    assert shown_place(location(Visibility.REGION), children_live_here=False).place == ""


def test_a_form_that_the_region_does_not_know_counts_as_a_home() -> None:
    forms = {"dagbehandeling": Form(region_id=1, key="dagbehandeling", group=FormGroup.STAY, children_live_here=False)}
    assert children_live_at(["iets-nieuws"], forms)
    assert not children_live_at(["dagbehandeling", ""], forms)
