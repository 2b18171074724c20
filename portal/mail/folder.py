"""Mail as files, for development: any mail program opens them."""

import asyncio
import os
from pathlib import Path

from portal.mail.delivery import Delivery, NotSent
from portal.mail.letter import Envelope
from portal.model import MailTrouble


class FolderDelivery(Delivery):
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.where = f"files in {folder}"

    async def open(self) -> None:
        await asyncio.to_thread(self._put, None)

    async def try_sender(self, sender: str) -> None:
        await self.open()

    async def send(self, envelope: Envelope) -> None:
        await asyncio.to_thread(self._put, envelope)

    async def close(self) -> None:
        pass

    def _put(self, envelope: Envelope | None) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if envelope is not None:
                # Whole or not at all; sent twice it is one file still.
                unfinished = self._folder / f".{envelope.key}"
                with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                    file.write(envelope.message)
                unfinished.replace(self._folder / f"{envelope.key}.eml")
        except OSError:
            raise NotSent(MailTrouble.DISK, away=True) from None
