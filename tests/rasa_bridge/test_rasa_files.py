"""Rasa's own files: each intent has its rule, action and examples, and nothing opens a door."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from tests.conversations.bot import Bot

ROOT = Path(__file__).parents[2]
RESERVED = {"back", "restart", "session_start"}


def _load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def _intents() -> set[str]:
    return set(_load("domain.yml")["intents"])


def test_each_intent_has_one_rule_and_one_action_of_its_name() -> None:
    rules = [rule for path in (ROOT / "data/rules").glob("*.yml") for rule in _load(path)["rules"]]
    steps = {rule["rule"]: rule["steps"] for rule in rules}
    assert len(rules) == len(steps)
    assert steps == {intent: [{"intent": intent}, {"action": f"action_{intent}"}] for intent in _intents()}
    assert set(_load("domain.yml")["actions"]) == {f"action_{intent}" for intent in _intents()}


def test_each_action_is_a_module_of_its_name() -> None:
    modules = {path.stem for path in (ROOT / "actions").glob("*.py")} - {"__init__", "turn"}
    assert modules == _intents()


def test_each_intent_has_examples_and_none_is_reserved() -> None:
    examples: dict[str, list[str]] = {}
    for path in (ROOT / "data/nlu").glob("*.yml"):
        for block in _load(path)["nlu"]:
            examples[block["intent"]] = [line.removeprefix("- ") for line in block["examples"].splitlines()]
    assert set(examples) == _intents()
    assert not RESERVED & _intents()
    assert {intent for intent, texts in examples.items() if len(texts) < 15} == set()
    everything = [text.lower() for texts in examples.values() for text in texts]
    assert len(everything) == len(set(everything))


def test_a_session_never_expires() -> None:
    session = _load("domain.yml")["session_config"]
    assert session == {"session_expiration_time": 0, "carry_over_slots_to_new_session": False}


def test_no_stock_channel_is_open() -> None:
    assert not _load("credentials.yml")


def test_the_versions_that_the_design_rests_on() -> None:
    assert version("rasa") == "3.6.21"
    assert "rasa[" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8"), "its spacy extra pins old"
    assert version("sanic").startswith("21.12")
    assert version("sqlalchemy").startswith("1.4")


def test_both_components_are_in_the_model(bot: Bot) -> None:
    used = {node.uses.__name__ for node in bot.agent.processor.model_metadata.predict_schema.nodes.values()}
    assert {"ReadingComponent", "HashedIntentClassifier", "RulePolicy"} <= used


def test_a_model_holds_nothing_that_runs_when_it_is_read(bot: Bot) -> None:
    with tarfile.open(bot.agent.processor.model_path) as archive:
        suffixes = {Path(member.name).suffix for member in archive if member.isfile()}
    assert suffixes <= {".json", ".npz", ".yml"}


def test_serving_imports_neither_tensorflow_nor_skops(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.conversations.bot import Bot\n"
        "from bot.channels.request import Typed\n"
        "from bot.settings import settings\n"
        f"bot = Bot(settings().models, Path({str(tmp_path)!r}) / 'guidance.db')\n"
        "assert bot.turn('a', Typed('hello')).messages\n"
        "heavy = {'tensorflow', 'skops', 'jax', 'matplotlib', 'torch'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=100)


def test_rasa_validates_the_data() -> None:
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [str(Path(sys.executable).parent / "rasa"), "data", "validate", "--fail-on-warnings"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
