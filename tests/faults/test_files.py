"""Files that are broken: a trained model, what was learnt from the content, a folder nobody may write to."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest

import tests.conversations.bot  # noqa: F401 (Rasa, without TensorFlow)
from bot.rasa_bridge.agent import build_agent
from bot.rasa_bridge.conversation_store import ConversationStore
from bot.rasa_bridge.models import NoModel, newest_model
from bot.reading.vectors import Store
from bot.settings import settings
from bot.store import connect


def test_the_model_that_was_trained_last_is_taken(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="run `make train`"):
        newest_model(tmp_path)
    older, newer = tmp_path / "b.tar.gz", tmp_path / "a.tar.gz"
    for model in (older, newer):
        model.write_bytes(b"")
        time.sleep(0.02)  # a file's time has steps
    assert newest_model(tmp_path) == newer
    with pytest.raises(NoModel):
        newest_model(tmp_path / "nowhere")


@pytest.mark.parametrize("left", [0, 10, 100_000])
def test_a_model_that_is_cut_off_says_how_to_train_another(tmp_path: Path, left: int) -> None:
    newest = max(settings().models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    (tmp_path / newest.name).write_bytes(newest.read_bytes()[:left])
    with pytest.raises(NoModel, match="delete it and run `make train`"):
        build_agent(tmp_path, ConversationStore(connect("sqlite://")))


def test_what_was_learnt_and_is_broken_is_learnt_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("a.npz", "mark", numbers=np.ones(1000))
    whole = (tmp_path / "a.npz").read_bytes()
    for broken in (b"", whole[:100], b"x" * 100 + whole[100:]):
        (tmp_path / "a.npz").write_bytes(broken)
        assert store.read("a.npz", "mark") is None
    assert Store(tmp_path).read("b.npz", "mark") is None


def test_in_a_folder_that_cannot_be_written_to_nothing_is_kept(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.write_text("no folder")
    Store(tmp_path).keep("a.npz", "mark", numbers=np.ones(3))
    assert tmp_path.read_text() == "no folder"
