"""A family's own list, as far as we can see it: that there is one, and until when. What it holds opens with their code
only."""

from datetime import date

from sqlmodel import Field, SQLModel


class Shortlist(SQLModel, table=True):
    """Sealed with a key made of the secret in the keuzecode, which is stored nowhere, and of the salt. Bound to locator
    and version: an older content put back, or that of another list, does not open. Removed means gone."""

    id: int | None = Field(default=None, primary_key=True)
    region_id: int = Field(foreign_key="region.id")
    locator: str = Field(max_length=12, unique=True)
    salt: str  # hexadecimal
    sealed: str
    version: int = 1
    created: date
    opened: date  # the last day on which anybody did
    expires: date = Field(index=True)  # the last day on which it is there
