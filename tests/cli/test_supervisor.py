"""The supervisor with an engine that does not want to."""

import os
import time
from pathlib import Path

import pytest

from portal.cli import supervisor
from portal.cli.supervisor import Supervisor
from portal.settings import Settings

STUBBORN = """#!/bin/sh
[ "$1" = --version ] && echo "meilisearch 1.99.0" && exit
[ -e "$2/broken" ] && exit 1
mkdir -p "$2"
exec sleep 60
"""


def an_engine(folder: Path, content: bytes) -> Settings:
    binary = folder / "engine"
    binary.write_bytes(content)
    binary.chmod(0o755)
    return Settings(data_dir=folder, meilisearch_binary=binary)


def test_an_engine_that_cannot_be_run_leaves_the_portal_to_the_in_process_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervising = Supervisor(an_engine(tmp_path, b"\x7fELF of another machine"))
    assert supervising._start_engine()
    assert "the in-process engine serves" in capsys.readouterr().out
    supervising._look_after_engine()


def test_an_engine_that_dies_on_its_data_is_started_with_pauses_and_then_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE", 0.01)
    data = tmp_path / "meilisearch" / "data"
    data.mkdir(parents=True)
    (data / "broken").touch()
    supervising = Supervisor(an_engine(tmp_path, STUBBORN.encode()))
    assert supervising._start_engine()
    child = supervising._engine_child
    assert child is not None
    until = time.monotonic() + 10
    try:
        while (data / "broken").exists() or child.process is None or child.process.poll() is not None:
            assert time.monotonic() < until
            supervising._look_after_engine()
            time.sleep(0.01)
        os.kill(child.process.pid, 0)
    finally:
        child.stop()
