"""What was learnt, kept in files: vectors of texts by the hash of the text, and arrays by a mark."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from tqdm import tqdm

from bot.reading.encoder import WEIGHTS_SHA256, Array, shared
from bot.reading.side_by_side import side_by_side

MODELS = Path(__file__).resolve().parents[2] / "models"

_AT_ONCE = 512  # texts between two steps of the progress bar
_MANY = 4  # such steps from which processes are worth their start
_PATIENCE = 2  # seconds before the bar is shown


class Store:
    """One folder of .npz files. A file that is no good is made anew; without a folder nothing is kept.

    With ``keep`` off it is only read, so that content on trial does not push out the project's own.
    """

    def __init__(self, folder: Path | None, *, keep: bool = True) -> None:
        self._folder = folder
        self._keep = keep

    def vectors(self, texts: Sequence[str], file: str) -> Array:
        """The vector of each text. What is not in ``file`` is encoded; it then holds these and no others."""
        names = [hashlib.sha256(f"{WEIGHTS_SHA256}{text}".encode()).hexdigest()[:20] for text in texts]
        held = self._read(file)
        known = dict(zip(held["names"].tolist(), held["vectors"])) if held else {}
        missing = {name: text for name, text in zip(names, texts) if name not in known}
        if missing:
            known.update(zip(missing, _encode(list(missing.values()))))
            unique = list(dict.fromkeys(names))
            self._write(file, names=np.array(unique), vectors=np.array([known[name] for name in unique]))
        return np.array([known[name] for name in names], dtype=np.float32)

    def read(self, file: str, mark: str) -> dict[str, Array] | None:
        """The arrays of ``file`` if they were kept under this mark."""
        held = self._read(file)
        return held if held and str(held["mark"]) == mark else None

    def keep(self, file: str, mark: str, **arrays: Array) -> None:
        """Keep arrays under a mark that says what they were learnt from."""
        self._write(file, mark=np.array(mark), **arrays)

    def _read(self, file: str) -> dict[str, Array]:
        if self._folder is None:
            return {}
        try:
            with np.load(self._folder / file, allow_pickle=False) as arrays:
                return {key: arrays[key] for key in arrays.files}
        except (OSError, ValueError, BadZipFile, EOFError):
            return {}

    def _write(self, file: str, **arrays: Array) -> None:
        if self._folder is None or not self._keep:
            return
        unfinished = self._folder / f"{file}.{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as stream:
                np.savez(stream, **arrays)
            unfinished.replace(self._folder / file)
        except OSError:  # a folder that cannot be written to: it is learnt again at each start
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)


def _encode(texts: Sequence[str]) -> Array:
    """The vectors of ``texts``, with a progress bar on standard error where it takes long."""
    encoder = shared()
    batches = [texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE)]
    bar = tqdm(total=len(texts), unit="text", desc="Encoding", delay=_PATIENCE, disable=None)
    with bar, side_by_side(encoder.encode, batches, _MANY) as parts:
        done = []
        for part in parts:
            done.append(part)
            bar.update(len(part))
    return np.concatenate(done)
