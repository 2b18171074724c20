"""What a template was compiled to, kept on the disk as Python keeps its own modules: compiling all of them for every
language costs a worker several times what importing the portal does."""

import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from portal.web import formats, rendering

FOLDER = Path(__file__).parent.parent.parent / "build" / "templates"


class Compiled(FileSystemBytecodeCache):
    """`of`: an environment. What it decides is decided while compiling: of another language, or with other code of
    ours, it is compiled to something else. Jinja itself looks whether the template is still the same. Where the folder
    cannot be written, nothing is kept."""

    def __init__(self, of: str, folder: Path = FOLDER) -> None:
        super().__init__(str(folder), f"{of}-{_ours()}-%s")
        self._kept = not sys.dont_write_bytecode
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever is wrong with the file, the template itself is there
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if self._kept:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def _ours() -> str:
    files = (Path(module.__file__ or "") for module in (formats, rendering))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
