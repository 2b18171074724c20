"""The ways in which a visitor is not let through."""

from litestar.exceptions import HTTPException, NotFoundException, PermissionDeniedException


class NotFound(NotFoundException):
    """No such thing, or not for this visitor: the two cannot be told apart."""


class SignInNeeded(HTTPException):
    """It may be there for somebody who has signed in."""

    status_code = 401

    def __init__(self, kept: str = "") -> None:
        """`kept`: under which key what they typed is kept."""
        super().__init__()
        self.kept = kept


class SecondFactorNeeded(HTTPException):
    """They may, as soon as they have proven in a second way who they are."""

    status_code = 403


class FormNotOfSession(PermissionDeniedException):
    """The form was not made for the session that it was sent in."""

    def __init__(self, kept: str = "") -> None:
        super().__init__()
        self.kept = kept
