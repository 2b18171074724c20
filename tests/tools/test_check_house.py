"""The repository tells nothing of the machine it was written on, and keeps its own limits."""

from pathlib import Path

import pytest

from tools import check_house


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(check_house, "ROOT", tmp_path)
    (tmp_path / "portal").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "line",
    [
        "resolved: https://registry.npmjs." + "org/x.tgz",
        "from files.pythonhosted." + "org",
        "--extra" + "-index-url somewhere",
        "see /" + "root/notes",
        "open('/" + "home/jan/x')",
    ],
)
def test_what_belongs_to_one_machine_is_named_with_its_line(house: Path, line: str) -> None:
    file = house / "notes.md"
    file.write_text(f"first\n{line}\n")
    assert [problem.split(": ")[0] for problem in check_house.find_forbidden([file])] == ["notes.md:2"]


@pytest.mark.parametrize(
    "line", ["/usr/bin/chromium", "/en/work/", "https://example.nl/home/x", "~/work/x", "/workers/"]
)
def test_other_paths_may_be_named(house: Path, line: str) -> None:
    file = house / "notes.md"
    file.write_text(line)
    assert list(check_house.find_forbidden([file])) == []


def test_a_long_function_is_named_unless_it_says_why(house: Path) -> None:
    long, excused = house / "portal" / "long.py", house / "portal" / "excused.py"
    body = "    pass\n" * 50
    long.write_text(f"def story():\n{body}")
    excused.write_text(f"def story():\n    # Longer than the limit: one table, read from top to bottom.\n{body}")
    assert list(check_house.find_too_long([long, excused])) == ["portal/long.py:1: story has 51 lines, more than 45"]


def test_a_text_that_hides_its_language_is_named(house: Path) -> None:
    (house / "templates").mkdir()
    file = house / "templates" / "page.html"
    file.write_text(
        '<p>{{ t(about) }}</p>\n<p title="{{ t(about) }}">{{ said(about) }}</p>\n<option>{{ t(names) }}</option>'
    )
    assert [problem.split(": ")[0] for problem in check_house.find_unmarked([file])] == ["templates/page.html:1"]


def test_a_long_file_is_named(house: Path) -> None:
    file = house / "portal" / "long.py"
    file.write_text("x = 1\n" * 251)
    assert list(check_house.find_too_long([file])) == ["portal/long.py: 251 lines, more than 250"]
