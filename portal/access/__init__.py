"""Who is asking, and what they may do: the only place that decides.

`permissions` has the table, `guard` stands before every route, and `fetch` answers a record or "not found".
"""

from portal.access.guard import guard, visitor_of
from portal.access.permissions import Permission, Reach
from portal.access.refusals import FormNotOfSession, NotFound, SecondFactorNeeded, SignInNeeded
from portal.access.visitor import ANONYMOUS, Belonging, Visitor, may

__all__ = [
    "ANONYMOUS",
    "Belonging",
    "FormNotOfSession",
    "NotFound",
    "Permission",
    "Reach",
    "SecondFactorNeeded",
    "SignInNeeded",
    "Visitor",
    "guard",
    "may",
    "visitor_of",
]
