"""An account and its roles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,99}")


class Role(str, Enum):
    """What an account may do."""

    FACILITATOR = "facilitator"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Account:
    """Somebody who signs in. ``version`` rises when what was signed in before must end.

    ``subject`` names the person to the organisation's own sign-in; then there is no password here.
    """

    id: int
    login: str
    roles: frozenset[Role]
    version: int
    disabled: bool = False
    locked_until: datetime | None = None
    subject: str | None = None

    def may(self, *roles: Role) -> bool:
        """Whether it has one of these roles."""
        return not self.roles.isdisjoint(roles)


def login_of(text: str) -> str:
    """A login as it is kept: small letters. Raises ValueError saying what it may be made of."""
    login = text.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise ValueError(
            "A login has 2 to 100 letters, digits and . _ @ + -, and begins with a letter or digit."
        )
    return login
