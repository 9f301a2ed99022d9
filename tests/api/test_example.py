"""The example of docs/api.md runs as it stands there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.content.load import Content
from tests.api.conftest import Served

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "ask_for_guidance.py"


def _run(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(EXAMPLE)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_example_asks_confirms_and_files(served: Served, content: Content) -> None:
    done = _run(GUIDANCE_URL=served.url)
    assert done.returncode == 0, done.stderr
    assert "Is this right?" in done.stdout
    assert "[x] " in done.stdout
    assert "Ring: " in done.stdout
    assert f"edition {content.edition.edition}" in done.stdout


def test_the_example_says_what_to_do_when_nobody_answers_or_the_key_is_wrong(served: Served) -> None:
    nobody = _run(GUIDANCE_URL="http://127.0.0.1:9")
    assert nobody.returncode == 1
    assert "999" in nobody.stderr
    wrong = _run(GUIDANCE_URL=served.url, GUIDANCE_KEY="tgb_wrong")
    assert wrong.returncode == 1
    assert "key" in wrong.stderr and "request" in wrong.stderr
