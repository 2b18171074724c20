"""Who is asking: an account with its memberships, or nobody we know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.access.permissions import CHANGING, HELD_BY, OWN_ACCOUNT, PUBLIC, Permission, Reach
from portal.database import Actor
from portal.model import Role


@dataclass(frozen=True)
class Belonging:
    """A membership that holds now."""

    role: Role
    region_id: int | None = None
    provider_id: int | None = None
    practice_id: int | None = None
    municipality: str = ""


@dataclass(frozen=True)
class SessionHeld:
    """The session a request came with."""

    id: int
    key: str
    token_print: str
    began: datetime
    through: str = ""  # the service that vouched for them


@dataclass(frozen=True)
class Visitor:
    """Whoever sends a request. Without an account: anonymous."""

    account_id: int | None = None
    key: str = ""
    name: str = ""
    belongings: tuple[Belonging, ...] = ()
    second_factor: bool = False  # passed in this session
    mail_refused: bool = False  # what we sent them last came to nobody
    session: SessionHeld | None = None
    # The password was right and the second factor is still asked for: of whom. As yet they may do no more than others.
    halfway_in: int | None = None

    @property
    def signed_in(self) -> bool:
        return self.account_id is not None

    def reach(self, permission: Permission) -> Iterator[tuple[Reach, Belonging]]:
        """Each membership that gives the permission, and how far it goes."""
        for belonging in self.belongings:
            reach = HELD_BY[belonging.role].get(permission)
            if reach is not None:
                yield reach, belonging

    def as_actor(self, permission: Permission) -> Actor:
        """For the audit: who, and as what. Never a mail address."""
        role = next((belonging.role.value for _, belonging in self.reach(permission)), "own account")
        return Actor(f"account:{self.key}", role)


ANONYMOUS = Visitor()


def may(visitor: Visitor, permission: Permission) -> bool:
    """Of some record at least; of which one the functions of `fetch` decide. Whether the second factor is there is
    asked apart: `lacks_second_factor`."""
    if permission in PUBLIC:
        return True
    if not visitor.signed_in:
        return False
    return permission in OWN_ACCOUNT or any(True for _ in visitor.reach(permission))


def lacks_second_factor(visitor: Visitor, permission: Permission) -> bool:
    return permission in CHANGING and not visitor.second_factor


def reaches(visitor: Visitor, permission: Permission, *, region_id: int, provider_id: int | None = None) -> bool:
    """Whether they may do it with what belongs to this provider, or to this region."""
    return any(
        reach == Reach.EVERYWHERE
        or (reach == Reach.OWN_REGION and belonging.region_id == region_id)
        or (reach == Reach.OWN_PROVIDER and provider_id is not None and belonging.provider_id == provider_id)
        for reach, belonging in visitor.reach(permission)
    )
