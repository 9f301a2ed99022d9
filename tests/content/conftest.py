"""Shared by the tests of content."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.small import small_content


@pytest.fixture()
def small(tmp_path: Path) -> Path:
    """The small invented content, which a test may break."""
    return small_content(tmp_path)
