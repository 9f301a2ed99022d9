"""Shared by the tests of exercises."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.load import Content
from tests.exercises.project import CONTENT


@pytest.fixture(scope="session")
def content() -> Content:
    """The project's own content."""
    return CONTENT


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """Where a test writes its exercises."""
    return tmp_path / "data" / "exercises"
