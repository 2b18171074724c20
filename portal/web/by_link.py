"""Pages for whoever has a link from a mail, and for programs that use it: no cookie is looked at there, so that nothing
can be sent there in the name of who signed in, and they tell no other page that they were there."""

from portal.web.entrance import STILL_RIGHT, STOP_REMINDERS

BELOW = (f"{STILL_RIGHT}/", f"{STOP_REMINDERS}/")


def is_by_link(path: str) -> bool:
    return path.startswith(BELOW)
