"""How a worry is spoken of, over the many ways of statuses.yml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

CASES = [
    pytest.param(row["text"], row["indicator"], row["status"], id=f"{kind}: {row['text']}")
    for kind, rows in yaml.safe_load(Path(__file__).with_name("statuses.yml").read_text("utf-8")).items()
    for row in rows
]


@pytest.mark.parametrize(("text", "indicator", "status"), CASES)
def test_status(statuses, text: str, indicator: str, status: str) -> None:
    assert statuses(text).get(indicator, "none") == status
