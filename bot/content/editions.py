"""Content of another time: a folder, a commit of git, or an edition found in git's history."""

from __future__ import annotations

import re
import shutil
import subprocess  # noqa: S404
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory


class NoSuchEdition(Exception):
    """The other content cannot be had. The message says why and what to do."""


@contextmanager
def content_folder(name: str, current: Path) -> Iterator[Path]:
    """The content folder that ``name`` means: a folder, an edition such as 2026.11.1, or a git ref.

    ``current`` is the content folder of today, whose history is searched. Raises NoSuchEdition.
    """
    folder = Path(name)
    if folder.is_dir():
        if not (folder / "edition.yml").is_file():
            raise NoSuchEdition(f"{folder} holds no content: it has no edition.yml")
        yield folder
        return
    inside = _git(current, "rev-parse", "--show-prefix").decode().strip()
    commit = _commit_of(current, name)
    archive = _git(current, "archive", "--format=tar", f"{commit}", ".")
    with TemporaryDirectory(prefix="guidance-") as place:
        target = Path(place, inside)
        target.mkdir(parents=True)
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            _extract(tar, target)
        yield target


def _extract(tar: tarfile.TarFile, target: Path) -> None:
    """Only plain files inside the target, whatever the archive says."""
    for member in tar.getmembers():
        path = (target / member.name).resolve()
        source = tar.extractfile(member) if member.isfile() else None
        if source is not None and target.resolve() in path.parents:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read())


def _commit_of(current: Path, name: str) -> str:
    """The newest commit with this edition, else the commit that git knows by this name."""
    history = _git(current, "log", "--format=%H", "--", "edition.yml").decode().split()
    seen = []
    for commit in history:
        text = _git(current, "show", f"{commit}:./edition.yml").decode()
        found = re.search(r"^edition: *[\"']?([^\"'\s#]+)", text, re.M)
        if found and found.group(1) == name:
            return commit
        if found:
            seen.append(found.group(1))
    try:
        return (
            _git(current, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
            .decode()
            .strip()
        )
    except NoSuchEdition:
        known = ", ".join(dict.fromkeys(seen)) or "none"
        raise NoSuchEdition(
            f"No folder, edition or commit is called {name!r}. Editions in git's history: {known}."
        ) from None


def _git(current: Path, *arguments: str) -> bytes:
    """What git prints, run in the content folder. Raises NoSuchEdition if there is no git or it fails."""
    git = shutil.which("git")
    if git is None:
        raise NoSuchEdition("git is not installed, so only a folder can be compared with.")
    done = subprocess.run([git, *arguments], cwd=current, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise NoSuchEdition(said or f"git {arguments[0]} failed; is {current} in a git repository?")
    return done.stdout
