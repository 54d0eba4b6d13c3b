"""The program under test, and what the black-box tests run it on."""

import atexit
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("ALMONER", str(ROOT / ".build/release/almoner"))
DATA = ROOT / "Tests/GoldenTests/Data"
RECORDS = ROOT / "samples/records"
SCRIPTS = ROOT / "samples/scripts"

# The audit log of labelled records goes there.
STATE = tempfile.mkdtemp(prefix="almoner-state-")
atexit.register(shutil.rmtree, STATE, ignore_errors=True)

# Nothing of the user's own settings; English messages, UTF-8, no pager.
ENVIRONMENT = {
    "PATH": os.environ["PATH"], "HOME": "/nonexistent", "XDG_STATE_HOME": STATE, "LANG": "C.UTF-8", "TZ": "UTC",
    "PAGER": "cat",
}


def run(*arguments, text="", folder=None, environment=None, seconds=60) -> subprocess.CompletedProcess:
    """The outcome of a run with `text` as its standard input, which is no terminal."""
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], input=text, capture_output=True, text=True, cwd=folder, timeout=seconds,
        env={**ENVIRONMENT, **(environment or {})},
    )


class Folder:
    """A temporary folder with the files given; values that are no text are written as JSON."""

    def __init__(self, **files):
        self.path = Path(tempfile.mkdtemp(prefix="almoner-"))
        for name, content in files.items():
            self.write(name.replace("__", "."), content)

    def write(self, name: str, content) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
        return file

    def copy(self, source: Path, name: str) -> Path:
        return Path(shutil.copytree(source, self.path / name))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)
