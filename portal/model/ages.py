"""Ages of what is offered beside the age of a child, of which often only a band is known."""


def some_age_fits(first: int, last: int, youngest: int | None, oldest: int | None) -> bool:
    """Of the ages from `first` to `last` at least one lies within those that something is for; None: no bound.

    Some, not all: which age of the band the child has is not known, and what is for part of the band may be for this
    child. Who refers sees the ages of what is offered, and the provider looks whether it fits."""
    return (youngest is None or youngest <= last) and (oldest is None or first <= oldest)
