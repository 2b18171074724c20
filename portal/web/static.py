"""Static files under names that hold their content's hash: kept by browsers for a year, never stale."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import structlog

from portal.regions import RegionData, Regions
from portal.web.compression import BEST, compressed, worth_it
from portal.web.style_sheets import AREA, BUILT, area_sheet, site_sheet

STATIC = Path(__file__).parent.parent.parent / "static"
REGION_SHEET = "region.css"  # each region has one of its own

# Written out here: what the machine's own table of types says differs per machine.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_HASHED = re.compile(r"^(?P<stem>.+)-(?P<hash>[0-9a-f]{16})(?P<ending>\.[a-z0-9]+)$")
_CSS_URL = re.compile(r"url\(\s*[\"']?([A-Za-z0-9._-]+)[\"']?\s*\)")
_CUSTOM_PROPERTY = re.compile(r"--[a-z0-9-]{1,60}")
_PLAIN_VALUE = re.compile(r"(?!.*url\s*\()[#A-Za-z0-9 .,%()-]{1,80}", re.IGNORECASE)

log = structlog.get_logger()


@dataclass(frozen=True)
class StaticFile:
    name: str
    content_type: str
    bodies: Mapping[str, bytes]  # compression ("" for none) → bytes
    hash: str

    @property
    def address(self) -> str:
        stem, _, ending = self.name.rpartition(".")
        return f"/static/{stem}-{self.hash}.{ending}"


class StaticFiles:
    def __init__(self, *folders: Path) -> None:
        """All files of static/ and static/built/ (the later folder wins), compressed now."""
        paths = {
            path.name: path
            for folder in folders or (STATIC, STATIC / "built")
            if folder.is_dir()
            for path in sorted(folder.iterdir())
            if path.is_file() and path.suffix in TYPES
        }
        contents = {name: path.read_bytes() for name, path in paths.items()}
        if not folders:
            contents[BUILT.name] = site_sheet().encode()
            contents[AREA] = area_sheet().encode()
        self._files: dict[str, StaticFile] = {}
        # Style sheets last: they name other files, by the name that holds those files' hash.
        for name in sorted(contents, key=lambda name: name.endswith(".css")):
            content = contents[name]
            self._files[name] = _file(name, self._with_hashed_names(content) if name.endswith(".css") else content)
        self._sheets: dict[str, tuple[RegionData, StaticFile]] = {}

    def has(self, name: str) -> bool:
        return name in self._files

    def address(self, name: str, region: RegionData | None = None) -> str:
        if name == REGION_SHEET and region is not None:
            return self._sheet(region).address
        if name not in self._files:
            raise LookupError(f"no static file {name}")
        return self._files[name].address

    def plain(self, name: str) -> StaticFile:
        return self._files[name]

    def find(self, hashed_name: str, regions: Regions) -> tuple[StaticFile, bool] | None:
        """The file, and whether it is exactly the one asked for: a page from before an update
        asks for an older one, and gets what we have now, not to be kept."""
        parts = _HASHED.match(hashed_name)
        if parts is None:
            return None
        file = self._files.get(parts["stem"] + parts["ending"])
        if file is None and parts["stem"].startswith("region-") and parts["ending"] == ".css":
            region = regions.by_key.get(parts["stem"].removeprefix("region-"))
            file = self._sheet(region) if region is not None else None
        return (file, file.hash == parts["hash"]) if file is not None else None

    def _sheet(self, region: RegionData) -> StaticFile:
        known = self._sheets.get(region.key)
        if known is None or known[0] is not region:
            sheet = _file(f"region-{region.key}.css", style_sheet(region).encode())
            known = self._sheets[region.key] = (region, sheet)
        return known[1]

    def _with_hashed_names(self, content: bytes) -> bytes:
        def hashed(found: re.Match[str]) -> str:
            file = self._files.get(found[1])
            return f'url("{file.address}")' if file else found[0]

        return _CSS_URL.sub(hashed, content.decode()).encode()


def style_sheet(region: RegionData) -> str:
    """The region's look as custom properties. Region files are checked when they are read; what a
    style sheet could be broken with is refused here once more, since the database rules."""
    lines = []
    for name, value in region.region.look.items():
        if _CUSTOM_PROPERTY.fullmatch(name) and _PLAIN_VALUE.fullmatch(value):
            lines.append(f"  {name}: {value};\n")
        else:
            log.warning("region_look_refused", region=region.key, name=name[:60])
    return f":root {{\n{''.join(lines)}}}\n"


@lru_cache(64)  # the best compression is slow, and a region's sheet seldom changes when its records do
def _file(name: str, content: bytes) -> StaticFile:
    content_type = TYPES[Path(name).suffix]
    bodies = {"": content}
    if worth_it(content_type.encode(), len(content)):
        bodies |= {encoding: compressed(content, encoding, BEST) for encoding in ("br", "gzip")}
    return StaticFile(name, content_type, bodies, blake2b(content, digest_size=8).hexdigest())
