"""What the portal writes to its log meanwhile."""

import logging
from collections.abc import Iterator
from io import BytesIO

import pytest
import structlog

from portal.web.logs import configure_logs


@pytest.fixture
def logged() -> Iterator[BytesIO]:
    held, lines, root = structlog.get_config(), BytesIO(), logging.getLogger()
    level, handlers = root.level, root.handlers
    configure_logs("info", lines)
    yield lines
    structlog.configure(**held)
    root.setLevel(level)
    root.handlers = handlers
