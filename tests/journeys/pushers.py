"""A program that is the systems of eight providers at once: each says the room of all its offers again and again, and
notes what was acknowledged only then.

python -m tests.journeys.pushers ADDRESS KEYS NOTES LAST

KEYS is a JSON file: access key → the keys of the offers. The notes of an earlier, killed run are gone on from.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import IO

import httpx

AGAIN = 0.05  # seconds before a request that failed is sent once more
WEEKS = 261  # how many numbers a wait can be
ONE_AT_A_TIME = 25  # every so many numbers, the offers are said one by one


class System:
    """Of one provider. What it says is told by its number: said twice, it is the same."""

    def __init__(self, client: httpx.AsyncClient, key: str, offers: list[str], notes: IO[str]) -> None:
        self.client, self.offers, self.notes = client, offers, notes
        self.key = {"Authorization": f"Bearer {key}"}

    async def say(self, number: int) -> None:
        if number % ONE_AT_A_TIME:
            rows = [{"aanbod": offer, **said(number)} for offer in self.offers]
            once = {"Idempotency-Key": f"nummer-{number}"}
            await self._until_acknowledged("POST", "/api/v1/beschikbaarheid", {"rijen": rows}, once)
            self._note(number, self.offers)
            return
        for offer in self.offers:
            await self._until_acknowledged("PUT", f"/api/v1/aanbod/{offer}/beschikbaarheid", said(number), {})
            self._note(number, [offer])

    async def _until_acknowledged(self, method: str, path: str, body: object, headers: dict[str, str]) -> None:
        while True:
            try:
                answer = await self.client.request(method, path, json=body, headers=self.key | headers)
            except httpx.TransportError:  # killed, or not yet back
                await asyncio.sleep(AGAIN)
                continue
            if answer.status_code == 200:
                return
            # 409: the first with that name is being handled. Anything else is not for a second try.
            if answer.status_code not in (409, 503):
                raise SystemExit(f"{method} {path}: {answer.status_code} {answer.text}")
            await asyncio.sleep(AGAIN)

    def _note(self, number: int, offers: list[str]) -> None:
        self.notes.write("".join(f"{offer} {number}\n" for offer in offers))
        self.notes.flush()
        os.fsync(self.notes.fileno())


def said(number: int) -> dict[str, object]:
    return {"stand": "beperkt", "aanmeldwachttijd": number // WEEKS, "behandelwachttijd": number % WEEKS}


def noted(notes: Path) -> list[tuple[str, int]]:
    """What was acknowledged; a line that was cut off was not noted."""
    whole = notes.read_text().rpartition("\n")[0]
    return [(offer, int(number)) for offer, number in (line.split() for line in whole.splitlines())]


async def push(address: str, keys: dict[str, list[str]], notes: Path, last: int) -> None:
    done = dict(noted(notes))
    with notes.open("a") as note:
        async with httpx.AsyncClient(base_url=address, timeout=30) as client, asyncio.TaskGroup() as group:
            for key, offers in keys.items():
                # One that was in the middle of a number says all of it again.
                first = min(done.get(offer, 0) for offer in offers) + 1
                group.create_task(_from(System(client, key, offers, note), first, last))


async def _from(system: System, first: int, last: int) -> None:
    for number in range(first, last + 1):
        await system.say(number)


if __name__ == "__main__":
    asyncio.run(push(sys.argv[1], json.loads(Path(sys.argv[2]).read_text()), Path(sys.argv[3]), int(sys.argv[4])))
