"""A small invented content that passes every check, signed and reviewed: one area, two signs, one of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bot.content.check import fingerprint, seal
from bot.content.references import REQUIRED_RULES
from bot.content.reviews import Review, add

SIGNED = {"role": "named nurse", "dated": "2026-11-01"}
PRACTICE = {"sources": ["practice"], "certainty": "unverified", "sign_off": "named nurse", "signed": SIGNED}
READ = {"sources": ["handbook"]}


def small_content(folder: Path) -> Path:
    """Write the content below ``folder`` and return its content folder."""
    content = folder / "data" / "guidance"
    for name, document in _documents().items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), "utf-8")
    seal(content)
    add(content, Review(edition="1", fingerprint=fingerprint(content), **SIGNED))
    return content


def edit(content: Path, name: str, change: Callable[[Any], None]) -> None:
    """Change one file as the object that its YAML holds."""
    path = content / name
    document = yaml.safe_load(path.read_text("utf-8"))
    change(document)
    path.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), "utf-8")


def item(document: list[dict[str, Any]], key: str) -> dict[str, Any]:
    """The entry of a list with this id."""
    return next(entry for entry in document if entry["id"] == key)


def _documents() -> dict[str, Any]:
    return {
        "edition.yml": {
            "edition": "1",
            "dated": "2026-11-01",
            "sign_off": "named nurse",
            "fingerprint": "unsealed",
            "changelog": [{"edition": "1", "dated": "2026-11-01", "changes": ["First."]}],
        },
        "sources.yml": [
            _source("handbook", "full"),
            _source("practice", "not read"),
        ],
        "tiers.yml": [
            _tier("universal", 1, "universal", "routine"),
            _tier("early_help_single", 2, "early_help", "soon"),
            _tier("early_help_multi", 3, "early_help", "soon"),
            _tier("child_in_need", 4, "front_door", "today"),
            _tier("child_protection", 4, "strategy_discussion", "today"),
        ],
        "topics.yml": [{"id": "neglect", "name": "Neglect", "flag": True}],
        "indicators/all.yml": [
            {
                "id": "hungry",
                "statement": "Comes hungry on most days",
                "domain": "parenting",
                "topic": "neglect",
                "tier": "early_help_single",
                "highest": "child_in_need",
                "questions": ["food_tonight"],
                "signs": ["hungry|starving + school"],
                "examples": ["He is hungry at school each morning"],
                **PRACTICE,
            },
            {
                "id": "no_food_for_days",
                "statement": "Nobody has fed the child for days",
                "domain": "parenting",
                "topic": "neglect",
                "tier": "child_protection",
                "red_flag": True,
                "first_door": "front_door",
                "urgency": "now",
                "examples": ["Last meal was on Friday"],
                "signs": ["no food + days"],
                **READ,
            },
        ],
        "ages/all.yml": [
            {"indicator": "hungry", "ages": {"5_to_9": "Asks others for their lunch."}, **PRACTICE},
            {"indicator": "no_food_for_days", "ages": {"1_to_4": "Eats all that is there."}, **READ},
        ],
        "combinations.yml": [
            {
                "id": "hunger_twice",
                "title": "Hunger in two ways",
                "text": "Together these say more.",
                "parts": [{"topics": ["neglect"], "at_least": 2}],
                "tier": "child_in_need",
                **READ,
            }
        ],
        "modifiers.yml": [
            {
                "id": "younger",
                "direction": "up",
                "text": "The child is small.",
                "done_by": ["under_one"],
                **READ,
            }
        ],
        "examples/all.yml": [{"indicator": "hungry", "examples": ["Begs for food off other children"]}],
        "deciding/all.yml": [
            {
                "id": "food_tonight",
                "ask": "Is there food at home tonight?",
                "why": "It decides how soon to act.",
                "options": [
                    {"id": "yes_food", "label": "Yes", "settles": "lowest"},
                    {"id": "none", "label": "None", "settles": "highest", "adds": ["no_food_for_days"]},
                ],
                **PRACTICE,
            }
        ],
        "questions/all.yml": [
            {
                "id": "answer_time",
                "subject": "answer_time",
                "ask": "When do they answer?",
                "phrasings": [
                    "how long until somebody rings me back",
                    "reply deadline",
                    "as a nurse, what wait is usual after I refer",
                    "no call yet, is that normal",
                    "wen shud I hear",
                ],
                "answer": "They answer today.",
                "next": ["training"],
                **READ,
            }
        ],
        "out_of_scope.yml": [
            {
                "id": "weather",
                "kind": "irrelevant",
                "phrasings": ["will it rain", "sun on Friday", "do I need a coat", "forecast", "is snow due"],
                "answer": "I know nothing of the weather; look at a forecast.",
            }
        ],
        "vulnerabilities.yml": [
            {"id": "under_one", "label": "Baby", "prompt": "Who feeds the baby?", "signs": ["baby"], **READ}
        ],
        "protective/all.yml": [
            {
                "id": "gran_helps",
                "statement": "A grandparent helps",
                "domain": "parenting",
                "offered": True,
                **READ,
            }
        ],
        "pathways/all.yml": [
            {
                "id": "neglect",
                "title": "Neglect",
                "summary": "Look at the day.",
                "topics": ["neglect"],
                **READ,
            }
        ],
        "anchors.yml": [{"id": "call", "label": "You rang", "tense": "past", "timed": True}],
        "timescales.yml": [
            {
                "id": "answer",
                "event": "You rang",
                "text": "They answer today.",
                "label": "An answer",
                "anchors": ["call"],
                "limit": 0,
                "unit": "calendar_days",
                "scope": "national",
                **READ,
            }
        ],
        "prompts.yml": [
            {"id": "day", "text": "What is the day like?", "open_to": ["early_help"], **READ},
        ],
        "roles.yml": [
            {"id": "other", "label": "Other", "group": "other", "safeguarding_lead": "safeguarding lead"}
        ],
        "routes.yml": [
            {"id": route, "label": route, "heading": route, "lead": "Ring {front_door}.", "steps": []}
            for route in ("emergency strategy_discussion front_door early_help universal lado").split()
        ],
        "contacts.yml": [_contact("emergency_999", phone="999")],
        "rules.yml": [{"id": rule, "text": f"A rule about {rule}.", **READ} for rule in REQUIRED_RULES],
        "guides/help.yml": [_guide()],
        "intake/opening.yml": [
            {
                "id": "in_danger",
                "ask": "Is anybody in danger?",
                "why": "Then you ring 999.",
                "options": [{"id": "somebody", "label": "Yes"}, {"id": "nobody", "label": "No"}],
            },
            {
                "id": "open_to",
                "ask": "Does someone help already?",
                "why": "Then you ring them.",
                "options": [{"id": "early_help", "label": "Early help"}],
            },
            {
                "id": "opening",
                "ask": "What do you need?",
                "why": "To be quick.",
                "options": [{"id": "training", "label": "Training"}],
            },
        ],
        "glossary.yml": [
            {"id": "lado", "term": "LADO (officer for allegations)", "meaning": "Hears allegations.", **READ}
        ],
        "partnerships/elsewhere.yml": _partnership(),
        "wording/all.yml": {"welcome": "Tell me what you saw.", "thanks": "Thank you."},
    }


def _source(key: str, seen: str) -> dict[str, str]:
    return {
        "id": key,
        "title": key,
        "publisher": "Somebody",
        "date": "2026",
        "where": "A shelf",
        "seen": seen,
    }


def _tier(key: str, level: int, route: str, urgency: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": re.sub("_", " ", key).capitalize(),
        "meaning": "What it means.",
        "generic_level": level,
        "route": route,
        "urgency": urgency,
    }


def _contact(key: str, phone: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": f"The {key.replace('_', ' ')} team",
        "purpose": "To ring",
        "phone": phone,
        "checked_on": "2026-11-01",
        "owner_role": "front door manager",
        **READ,
    }


def _partnership() -> dict[str, Any]:
    tiers = "universal early_help_single early_help_multi child_in_need child_protection".split()
    return {
        "id": "elsewhere",
        "name": "Northtown",
        "partnership": "Northtown Partnership",
        "threshold_document": {"name": "Northtown Levels", **READ},
        "signed_off": SIGNED,
        "levels": {tier: {"name": tier, "lead_response": "Somebody", **READ} for tier in tiers},
        "contacts": [
            _contact(key, phone=f"01000 00000{number}")
            for number, key in enumerate(("front_door", "out_of_hours", "early_help", "lado"))
        ],
        "front_door": "front_door",
        "out_of_hours": "out_of_hours",
        "early_help": "early_help",
        "lado": "lado",
        "consent": [{"text": "Ask the family.", **READ}],
        "escalation": {"procedure": "Northtown's procedure", **READ},
    }


def _guide() -> dict[str, Any]:
    """The guide to a challenge, which every content holds."""
    return {
        "id": "challenge",
        "label": "Challenge a decision",
        "signs": ["draft|write + challenge"],
        "questions": ["open_to"],
        "advice": [{"heading": "First", "lines": ["Is the child safe tonight?"], **READ}],
        "draft": {"title": "A challenge", "parts": [{"lines": ["Help so far: {answer:open_to}"]}]},
        **READ,
    }
