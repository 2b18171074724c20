"""What a provider's people send here. Names of fields are Dutch, as all that visitors can see."""

from pydantic import BaseModel, Field

from portal.model import Scope


class NewKeyForm(BaseModel):
    name: str = Field(alias="naam", max_length=60)
    scopes: list[Scope] = Field(alias="mag", min_length=1)
