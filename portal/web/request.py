"""A request whose form holds nothing that no database can hold: so in one place, whoever reads the form."""

from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict

from portal.web.characters import storable


class StorableRequest(Request[Any, Any, Any]):
    _storable: FormMultiDict | None = None

    async def form(self) -> FormMultiDict:
        if self._storable is None:
            sent = (await super().form()).multi_items()
            self._storable = FormMultiDict([(storable(name), _storable(value)) for name, value in sent])
        return self._storable


def _storable(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value
