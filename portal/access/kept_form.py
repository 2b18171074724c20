"""What somebody typed in a form that came after their session had ended: kept for who signs in again as the same.

Only where the form was made for a session of theirs, so that nobody fills the database or puts words in their mouth.
Never files, passwords, codes or proofs; sealed, and for an hour. Of a file only that there was one: who signs in again
is told to choose it once more.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from sqlmodel import col, delete, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from portal import clock, secrecy
from portal.access.form_token import FIELD, HEADER, is_form_token
from portal.access.sessions import belongings_of, limits_for
from portal.access.visitor import Visitor
from portal.database import SYSTEM, Database
from portal.model import Account, KeptForm, SignInSession
from portal.regions import Regions
from portal.secrecy import Secrecy, Unreadable
from portal.trouble import trouble_of

KEPT = timedelta(hours=1)
ENDED_LATELY = timedelta(days=1)
MOST = 3  # of one account: the newest
MOST_SESSIONS = 20  # of one account, that a form may have been made for
LARGEST = 2_000_000  # bytes, as in the address of a form
PURPOSE = "kept form"
AGAIN = "bewaard"  # field: which kept form is sent again
# Proofs, and what only a person may type each time. By the names that fields have here.
NEVER = frozenset(
    {FIELD, AGAIN, "antwoord", "bewijs", "code", "geheim", "nieuw", "token", "verder", "vraag", "wachtwoord"}
)


@dataclass(frozen=True)
class Typed:
    path: str  # without language
    query: str
    fields: Sequence[tuple[str, str]] = field(repr=False)
    had_file: bool = False


async def keep(request: Request[Any, Any, Any], visitor: Visitor) -> str:
    """The key under which it is kept; empty where it is not."""
    house = request.app.state.house
    token = request.scope["state"].get("session_token", "")
    account_id = visitor.account_id or visitor.halfway_in
    if not token and not account_id:
        return ""
    try:
        account_id = account_id or await _whose(house.database, house.regions, token)
        said = await _proof_in(request) if account_id else ""
        if not account_id or not said or not await _made_for(house.database, house.secrecy, account_id, said):
            return ""
        form = await request.form()
        fields, had_file = _fields(form), any(is_chosen(value) for value in form.values())
        query = request.scope.get("query_string", b"").decode("latin-1")
        typed = Typed(request.scope["path"], query, fields, had_file)
        if not (fields or had_file) or len(urlencode(fields)) > LARGEST:
            return ""
        return await _keep(house.database, house.secrecy, account_id, typed)
    except (LookupError, ValueError, HTTPException):  # unreadable, or too much
        return ""
    except Exception as problem:
        if trouble_of(problem) is None:
            raise
        return ""


async def _whose(database: Database, regions: Regions, token: str) -> int | None:
    """Of which account the session was that the browser still names, if it ended a short while ago."""
    async with database.reading() as session:
        statement = (
            select(SignInSession)
            .join(Account, col(Account.id) == col(SignInSession.account_id))
            .where(SignInSession.token_print == secrecy.token_print(token), col(Account.ended).is_(None))
        )
        held = (await session.exec(statement)).first()
        if held is None:
            return None
        limits = limits_for(await belongings_of(session, held.account_id), regions)
    ended = min(held.ended_at or held.ends, held.ends, held.began + limits.longest, held.seen + limits.idle)
    return held.account_id if clock.now() - ended < ENDED_LATELY else None


async def _proof_in(request: Request[Any, Any, Any]) -> str:
    said = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    return said if isinstance(said, str) else ""


async def _made_for(database: Database, keeper: Secrecy, account_id: int, said: str) -> bool:
    """Whether the form was made for a session of theirs."""
    not_long_over = or_(col(SignInSession.ended_at).is_(None), col(SignInSession.ended_at) > _lately())
    statement = (
        select(SignInSession.token_print)
        .where(SignInSession.account_id == account_id, not_long_over)
        .order_by(col(SignInSession.id).desc())
        .limit(MOST_SESSIONS)
    )
    async with database.reading() as session:
        prints = (await session.exec(statement)).all()
    return any(is_form_token(keeper, one, said) for one in prints)


def _lately() -> datetime:
    return clock.now() - ENDED_LATELY


def _fields(form: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, value in form.multi_items() if name not in NEVER and isinstance(value, str)]


def is_chosen(sent: object) -> bool:
    """A file; where none was chosen, browsers send one without a name."""
    return isinstance(sent, UploadFile) and bool(sent.filename)


async def _keep(database: Database, keeper: Secrecy, account_id: int, typed: Typed) -> str:
    sealed = keeper.seal(json.dumps([typed.path, typed.query, list(typed.fields), typed.had_file]), PURPOSE)
    key = secrecy.public_key()
    async with database.writing(SYSTEM) as session:
        newest = select(KeptForm.id).where(KeptForm.account_id == account_id).order_by(col(KeptForm.id).desc())
        stays = (await session.exec(newest.limit(MOST - 1))).all()
        await session.exec(
            delete(KeptForm).where(col(KeptForm.account_id) == account_id, col(KeptForm.id).not_in(stays))
        )
        session.add(KeptForm(key=key, account_id=account_id, sealed=sealed, until=clock.now() + KEPT))
    return key


async def kept_for(session: AsyncSession, keeper: Secrecy, visitor: Visitor, key: str) -> Typed | None:
    """None where it is not there (any more), or somebody else's."""
    statement = select(KeptForm).where(
        KeptForm.key == key, KeptForm.account_id == visitor.account_id, col(KeptForm.until) > clock.now()
    )
    held = (await session.exec(statement)).first()
    if held is None:
        return None
    try:
        # What was kept just before this version came has no last value.
        path, query, fields, *had_file = json.loads(keeper.unseal(held.sealed, PURPOSE))
    except (Unreadable, ValueError):
        return None
    return Typed(path, query, [(name, value) for name, value in fields], any(had_file))


async def forget_sent(database: Database, visitor: Visitor, key: str) -> None:
    """It has been sent again."""
    async with database.writing(SYSTEM) as session:
        await session.exec(
            delete(KeptForm).where(col(KeptForm.key) == key, col(KeptForm.account_id) == visitor.account_id)
        )


async def forget_kept(session: AsyncSession) -> None:
    await session.exec(delete(KeptForm).where(col(KeptForm.until) < clock.now()))
