"""A portal whose disk is full, and one that may not write: who reads goes on reading, who writes is told."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.servers.loaded import LoadedPortal
from tests.servers.portal_process import PortalProcess
from tests.servers.processes import ROOT
from tests.servers.small_disk import SmallDisk
from tests.web.house import FROM_HERE

FULL = "there is no room left on the disk of the database: free space and try again"
READ_ONLY = "the database can only be read: this user cannot write the file or its folder"
TITLES = {"": "Dit kon niet worden opgeslagen", "/en": "This could not be saved"}


@pytest.fixture(scope="module")
def portal(
    small_disk: SmallDisk, prepared_database: Path, loaded_portal: LoadedPortal | None
) -> Iterator[PortalProcess]:
    """Its database, its data and its log are all on the small disk."""
    portal = PortalProcess(small_disk.folder, {}, loaded_portal)
    shutil.copyfile(prepared_database, small_disk.folder / "hulpkeuze.db")
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture(scope="module")
def slugs(portal: PortalProcess) -> Iterator[str]:
    """Ever another provider: of one there may be few reports a minute."""
    with closing(sqlite3.connect(portal.data_dir / "hulpkeuze.db")) as database:
        return iter([str(slug) for (slug,) in database.execute("SELECT slug FROM provider ORDER BY id").fetchall()])


def report(portal: PortalProcess, slug: str, prefix: str = "") -> httpx.Response:
    address = f"{portal.address}{prefix}/aanbieders/{slug}/melding"
    return httpx.post(address, data={"over": "contact"}, headers=FROM_HERE, timeout=30)


def kept(portal: PortalProcess) -> tuple[int, int]:
    """Reports, and what the audit says of them."""
    with closing(sqlite3.connect(portal.data_dir / "hulpkeuze.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        reports = database.execute("SELECT count(*) FROM mistakereport").fetchone()[0]
        audited = "SELECT count(*) FROM auditentry WHERE subject_type = 'MistakeReport'"
        return reports, database.execute(audited).fetchone()[0]


def is_read_and_cannot_be_written(portal: PortalProcess, slug: str) -> None:
    for prefix, title in TITLES.items():
        answer = report(portal, slug, prefix)
        assert answer.status_code == 503
        assert f"<h1>{title}</h1>" in answer.text
        for page in ("/aanbod?q=gezin", f"/aanbieders/{slug}", "/producten"):
            assert httpx.get(f"{portal.address}{prefix}{page}", timeout=30).status_code == 200


def test_on_a_full_disk_pages_are_read_and_a_report_is_refused_in_whole(
    portal: PortalProcess, small_disk: SmallDisk, slugs: Iterator[str]
) -> None:
    assert report(portal, next(slugs)).status_code == 303
    assert kept(portal) == (1, 1)
    small_disk.fill()
    try:
        saved = 1 + reports_until_it_is_full(portal, slugs)
        is_read_and_cannot_be_written(portal, next(slugs))
        assert kept(portal) == (saved, saved)
        refused = portal.tried("import", str(ROOT / "portal" / "reference" / "ijsselland" / "aanbieders"))
        assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
        assert "0 MB" in portal.tried("doctor").stdout
    finally:
        small_disk.make_room()
    assert report(portal, next(slugs)).status_code == 303
    assert kept(portal) == (saved + 1, saved + 1)


def reports_until_it_is_full(portal: PortalProcess, slugs: Iterator[str]) -> int:
    """Files that were made larger before still have room for a few pages."""
    for saved in range(40):
        answer = report(portal, next(slugs))
        if answer.status_code == 503:
            return saved
        assert answer.status_code == 303
    raise AssertionError("the disk did not become full")


def test_where_nothing_may_be_written_pages_are_served_and_everyone_is_told(
    portal: PortalProcess, small_disk: SmallDisk, slugs: Iterator[str], tmp_path: Path
) -> None:
    portal.stop()
    before = kept(portal)
    small_disk.take_no_writes()
    own_log, portal.log = portal.log, tmp_path / "portal.log"
    try:
        portal.start()
        is_read_and_cannot_be_written(portal, next(slugs))
        said = [line for line in portal.said.splitlines() if not line.startswith("{")]
        assert f"{READ_ONLY}; pages are served, and nothing can be saved" in said
        told = portal.tried("doctor")
        assert (told.returncode, told.stderr) == (1, "")
        assert f"WRONG  {READ_ONLY}" in told.stdout.splitlines()
        refused = portal.tried("import-region", str(ROOT / "portal" / "reference" / "midden-ijssel-oost-veluwe"))
        assert (refused.returncode, refused.stderr) == (1, f"{READ_ONLY}; nothing was changed\n")
    finally:
        portal.stop()
        small_disk.take_writes()
        portal.log = own_log
    portal.start()
    assert report(portal, next(slugs)).status_code == 303
    assert kept(portal) == (before[0] + 1, before[1] + 1)
