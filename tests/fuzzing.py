"""How many random examples: few in the tests, many in ``make fuzz`` (``--hypothesis-profile fuzz``)."""

from __future__ import annotations

import hypothesis

FUZZ = "fuzz"


def examples(few: int, many: int) -> int:
    """``few``, or ``many`` where the profile asks for them."""
    return many if hypothesis.settings.get_current_profile_name() == FUZZ else few
