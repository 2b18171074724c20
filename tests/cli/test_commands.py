"""The commands as an operator types them."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from portal.cli.commands import app
from portal.settings import Settings, WrongSettings, from_environment
from tests.servers.databases import sqlite_url, without_settings
from tests.servers.processes import ROOT

IJSSELLAND = ROOT / "portal" / "reference" / "ijsselland"


class Operator:
    """At a terminal, with a data folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.environment = {"PORTAL_DATA_DIR": str(folder), "COLUMNS": "200"}

    def types(self, *arguments: str, piped: bytes = b"", **settings: str) -> Result:
        return CliRunner().invoke(app, arguments, env={**self.environment, **settings}, input=piped)


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    for name in set(os.environ) - set(without_settings()):
        monkeypatch.delenv(name)
    return Operator(tmp_path)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORTAL_DATABASE_URL", "mysql://root:secret@db/hulpkeuze"),
        ("PORTAL_WORKERS", "many"),
        ("PORT", "99999"),
        ("PORTAL_SEARCH_TIMEOUT", "-1"),
        ("PORTAL_LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_without_its_value(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(WrongSettings) as wrong:
        from_environment()
    assert variable in str(wrong.value)
    assert len(str(wrong.value).splitlines()) == 1
    assert "secret" not in str(wrong.value)


def test_a_wrong_setting_stops_the_start() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "portal.cli", "serve"],
        cwd=ROOT, env={**without_settings(), "PORTAL_WORKERS": "many"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 2
    assert len(said.stderr.splitlines()) == 1
    assert "PORTAL_WORKERS" in said.stderr


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = [
        name
        for name in Settings.model_fields
        if f"`PORTAL_{name.upper()}`" not in readme and f"`{name.upper()}`" not in readme
    ]
    assert missing == []


def test_a_database_of_another_version_is_not_touched(operator: Operator) -> None:
    said = operator.types("doctor")
    assert said.exit_code == 1
    said = operator.types("import-region", str(IJSSELLAND))
    assert said.exit_code == 1
    assert "portal migrate" in said.stderr


def test_a_database_of_a_newer_version_is_one_line(operator: Operator, tmp_path: Path) -> None:
    assert operator.types("migrate").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "hulpkeuze.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = 'of-tomorrow'")
        database.commit()
    for command in ("migrate", "prepare"):
        said = operator.types(command)
        assert said.exit_code == 1
        assert said.output.splitlines() == [
            "the database was made by another version of the portal: use that one, or restore a back-up"
        ]


def test_a_database_that_cannot_be_reached_is_one_line(operator: Operator) -> None:
    said = operator.types("migrate", PORTAL_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert said.exit_code == 1
    assert said.stderr.startswith("the database cannot be used")
    assert "Traceback" not in said.stderr


def test_preparing_twice_changes_nothing_the_second_time(operator: Operator) -> None:
    first = operator.types("prepare")
    assert first.exit_code == 0, first.stderr
    assert "Aanbieders: 120 new" in first.stdout
    who_can_sign_in = first.stdout[first.stdout.index("example accounts") :]
    again = operator.types("prepare")
    assert (again.exit_code, again.stdout.replace("the database is up to date\n", "")) == (0, who_can_sign_in)
    assert "IJsselland: nothing changed" in operator.types("import-region", str(IJSSELLAND)).stdout
    assert "120 providers" in operator.types("doctor").stdout
    refused = operator.types("import", str(IJSSELLAND / "aanbieders"))
    assert refused.exit_code == 1
    assert "nothing was changed" in refused.stderr


def test_a_workbook_goes_round(operator: Operator, tmp_path: Path) -> None:
    book = tmp_path / "empty.xlsx"
    assert operator.types("template-workbook", str(book)).exit_code == 0
    assert book.read_bytes()[:2] == b"PK"
    for arguments in (("migrate",), ("import-region", str(IJSSELLAND)), ("import", str(IJSSELLAND / "aanbieders"))):
        said = operator.types(*arguments)
        assert said.exit_code == 0, said.stderr
    out = tmp_path / "out.xlsx"
    assert operator.types("export", str(out)).exit_code == 0
    again = operator.types("import", str(out), "--dry-run")
    assert again.exit_code == 0, again.stderr
    assert " 0 new, 0 changed" in again.stdout
    assert all(" 0 new, 0 changed" in line for line in again.stdout.splitlines() if " new, " in line)


def test_a_broken_region_is_refused_with_the_place_of_what_is_wrong(operator: Operator, tmp_path: Path) -> None:
    operator.types("migrate")
    said = operator.types("import-region", str(tmp_path / "nowhere"))
    assert said.exit_code == 1
    assert "region.toml" in said.stderr
    assert "nothing was loaded" in said.stderr


def test_urls_of_databases_may_be_written_with_or_without_driver() -> None:
    assert Settings(database_url="sqlite:////data/h.db").database == sqlite_url(Path("/data/h.db"))
    assert Settings(database_url="postgresql://a@b/c").database == "postgresql+asyncpg://a@b/c"
    assert Settings(database_url="postgresql+asyncpg://a@b/c").database == "postgresql+asyncpg://a@b/c"
