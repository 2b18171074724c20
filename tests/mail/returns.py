"""Messages that come back, as mail servers write them: which mail they are about is filled in."""

from pathlib import Path

MESSAGES = Path(__file__).parent / "messages"


def message(name: str, returns_to: str) -> bytes:
    """Of tests/mail/messages, sent to this address."""
    return (MESSAGES / f"{name}.eml").read_bytes().replace(b"RETURNS-TO", returns_to.encode())
