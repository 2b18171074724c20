"""A region's files, read and checked without a database: all of them right, or a list of what is wrong."""

import hashlib
from pathlib import Path
from typing import Any

from portal.exchange.region_files.checks import cross_problems
from portal.exchange.region_files.contents import FILES, RegionFiles, with_municipalities, with_texts
from portal.exchange.region_files.problem import Problem, WrongRegionFiles
from portal.exchange.region_files.region_toml import FILE, read_region_toml
from portal.exchange.region_files.tables import read_table

REFERENCE = Path(__file__).parents[2] / "reference"  # the regions that come with the portal
POSTCODES = REFERENCE / "postcodes.csv"

__all__ = ["POSTCODES", "REFERENCE", "Problem", "RegionFiles", "WrongRegionFiles", "read_region"]


def read_region(folder: Path, postcodes: Path = POSTCODES) -> RegionFiles:
    region, problems = read_region_toml(folder)
    tables: dict[str, Any] = {}
    for name, (file, kind) in FILES.items():
        tables[name], wrong = read_table(postcodes if name == "postal_areas" else folder / file, kind)
        problems += wrong
    if problems or region is None:  # laying broken files side by side would only repeat what is wrong
        raise WrongRegionFiles(problems)
    files = with_texts(RegionFiles(region=region, digest=digest(folder, postcodes), **tables))
    if problems := cross_problems(files):
        raise WrongRegionFiles(problems)
    return with_municipalities(files)


def digest(folder: Path, postcodes: Path) -> str:
    """Equal as long as no file that was read has changed."""
    read = hashlib.sha256()
    for path in [folder / FILE, *(folder / file for file, _ in FILES.values() if file != POSTCODES.name), postcodes]:
        content = path.read_bytes()
        read.update(f"{path.name} {len(content)}\n".encode() + content)
    return read.hexdigest()
