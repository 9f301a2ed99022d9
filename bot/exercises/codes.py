"""Join codes: eight letters and digits that are not read as one another."""

from __future__ import annotations

import re
import secrets

LENGTH = 8
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no vowels, so that no code is a word
_CODE = re.compile(f"[{_LETTERS}]{{{LENGTH}}}")
_SAID = re.compile(r"(?P<before>.{0,60}?)\b(?P<code>[a-z0-9]{4}[ .-]?[a-z0-9]{4})[.!]?", re.I)
_SESSION = re.compile(r"\b(?:join|code|session)\b", re.I)
_BETWEEN = re.compile(r"[\s.-]+")


def new_code() -> str:
    """A code out of 28 to the power of 8, about 38 bits: unguessable in a day when tries are limited."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))


def tidy(text: str) -> str | None:
    """What was typed as a code, in capitals and without gaps; None if it cannot be one."""
    code = _BETWEEN.sub("", text).upper()
    return code if _CODE.fullmatch(code) else None


def code_in(text: str) -> str | None:
    """The code that a message gives, alone or after words such as "join" or "my code is"; None if none."""
    said = _SAID.fullmatch(text.strip())
    if said is None or (said["before"].strip() and not _SESSION.search(said["before"])):
        return None
    code = tidy(said["code"])
    return code if code and not code.isdigit() else None  # digits alone are a phone number sooner than a code


def spaced(code: str) -> str:
    """A code as it is shown: two groups of four."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
