"""How fast the decision core is, without reading or conversation."""

from __future__ import annotations

import gc
import time
from datetime import datetime

import yaml

from bench.decision import FACTS
from bot.clock import ENGLAND
from bot.content.area import area_of
from bot.content.load import load
from bot.dialogue.case import Case
from bot.dialogue.facts import situation_of
from bot.dialogue.understand import understand
from bot.guidance import assess
from bot.guidance.change import what_would_change
from bot.guidance.entered import situation
from bot.reading import Reader

_TEXTS = (
    "a ten week old baby with a bruise on her arm that mum cannot explain",
    "boy of eight, late and tired since his parents parted, mum is willing to have help",
    "a girl of fifteen keeps going missing and comes back with new clothes and a second phone",
)
_FRIDAY_EVENING = datetime(2026, 3, 13, 17, 5, tzinfo=ENGLAND)
_SECONDS = 2.0


def assessments_per_second() -> float:
    """Assess a few cases over and over for two seconds."""
    content = load()
    reader = Reader(content)
    situations = [situation_of(understand(Case(), reader.read(text), content), content) for text in _TEXTS]
    area = area_of(content, "bolton")
    done, started = 0, time.perf_counter()
    while time.perf_counter() - started < _SECONDS:
        for told in situations:
            assess(told, area, _FRIDAY_EVENING)
            done += 1
    return done / (time.perf_counter() - started)


def slowest_what_would_change() -> float:
    """Seconds that "what would change it" takes, once warm, for the slowest case entered as facts."""
    content = load()
    gc.freeze()  # as the server does: the content is not looked through again and again
    slowest = 0.0
    for facts in yaml.safe_load(FACTS.read_text("utf-8")).values():
        entered, area = situation(facts), area_of(content, facts.get("home"))
        what_would_change(entered, area, _FRIDAY_EVENING)
        started = time.perf_counter()
        what_would_change(entered, area, _FRIDAY_EVENING)
        slowest = max(slowest, time.perf_counter() - started)
    return slowest
