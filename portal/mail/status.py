"""What a status code of mail is about (RFC 3463): the address, us who send, or what the mail says."""

import re

from portal.model import MailTrouble

# Beginnings: a subject (5.7.) or one detail of it.
_OF_THE_SENDER = ("5.7.", "5.1.7", "5.1.8")
_OF_THE_CONTENT = ("5.6.", "5.2.3", "5.3.4")
# At the beginning, or behind the number of an answer: elsewhere it may be a version or an address.
_CODE = re.compile(r"(?:^|(?<=\b[245]\d\d[ -]))#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")


def code_in(text: str) -> str:
    """The first one; empty where there is none. Numbers only: what stands beside them may quote an address."""
    found = _CODE.search(text.strip())
    return found.group(1) if found else ""


def trouble_of(code: str) -> MailTrouble:
    """Of a refusal for good."""
    if _is_of(code, _OF_THE_SENDER):
        return MailTrouble.SENDER
    return MailTrouble.CONTENT if _is_of(code, _OF_THE_CONTENT) else MailTrouble.ADDRESS


def _is_of(code: str, beginnings: tuple[str, ...]) -> bool:
    return any(code == one or (one.endswith(".") and code.startswith(one)) for one in beginnings)
