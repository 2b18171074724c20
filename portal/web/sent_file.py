"""The file that somebody chose in a form."""

from collections.abc import Mapping
from typing import Any

from litestar.datastructures import UploadFile

from portal.access.kept_form import AGAIN, is_chosen
from portal.web.language import N_

FILE = "bestand"
NOT_CHOSEN = N_("Nothing was chosen. Choose a file first.")
NOT_KEPT = N_("You were away too long, and a file is not kept. Choose it again.")


def missing_file(form: Mapping[str, Any], otherwise: str = NOT_CHOSEN) -> str:
    """A message id; nothing where a file came along."""
    if is_chosen(form.get(FILE)):
        return ""
    return NOT_KEPT if form.get(AGAIN) is not None else otherwise


async def file_in(form: Mapping[str, Any]) -> bytes:
    sent = form.get(FILE)
    return await sent.read() if isinstance(sent, UploadFile) else b""
