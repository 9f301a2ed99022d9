"""Facts as a practitioner would tick them, written as YAML → the Situation that they describe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.model import AgeBand
from bot.guidance.situation import Concern, ConcernStatus, OpenTo, Parents, Situation, Tried

KNOWN = frozenset(
    "home place role age concerns past answers vulnerabilities strengths parents open_to tried "
    "other_children danger disagreement unsure at".split()
)


def situation(given: Mapping[str, Any]) -> Situation:
    """The situation that entered facts describe, as in tests/cases/README.md.

    Raises KeyError for a word that is not known.
    """
    if set(given) - KNOWN:
        raise KeyError(f"not known here: {sorted(set(given) - KNOWN)}")
    concerns = [Concern(key) for key in given.get("concerns", ())]
    concerns += [Concern(key, ConcernStatus.PAST) for key in given.get("past", ())]
    return Situation(
        home=given.get("home"),
        place=given.get("place", given.get("home")),
        role=given.get("role"),
        age=AgeBand(given["age"]) if "age" in given else None,
        concerns=frozenset(concerns),
        answers=frozenset((given.get("answers") or {}).items()),
        vulnerabilities=frozenset(given.get("vulnerabilities", ())),
        protective=frozenset(given.get("strengths", ())),
        parents=Parents(given.get("parents", "unknown")),
        open_to=OpenTo(given.get("open_to", "unknown")),
        tried=Tried(given.get("tried", "unknown")),
        other_children=given.get("other_children"),
        danger=given.get("danger", False),
        disagreement=given.get("disagreement", False),
        unsure=given.get("unsure", False),
    )
