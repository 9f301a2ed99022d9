"""The signed token of a certificate: what was done, so that a certificate can state nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.dialogue.message import Certificate
from bot.settings import settings

_DAY = 24 * 3600  # seconds


@dataclass(frozen=True)
class Took:
    """One exercise that was taken part in: its id, minutes, and the day (ISO)."""

    exercise: str
    minutes: int
    on: str


@dataclass(frozen=True)
class Certified:
    """What a certificate may state: the exercises, and the edition of the content they were done with."""

    took: tuple[Took, ...]
    edition: str


def signed(message: Any) -> Any:
    """A message ready for a channel: a certificate's address gets its token, any other stays as it is."""
    if not isinstance(message, Certificate):
        return message
    stated = Certified(tuple(Took(*one) for one in message.done), message.edition)
    return replace(message, url=f"{message.url}/{token(stated)}")


def token(stated: Certified) -> str:
    """What is stated, signed; short enough for an address."""
    took = [[one.exercise, one.minutes, one.on] for one in stated.took]
    return str(_signer().dumps([stated.edition, took]))


def read(text: str) -> Certified | None:
    """What a token states; None if it is not ours, or older than conversations are kept."""
    try:
        edition, took = _signer().loads(text, max_age=settings().retention_days * _DAY)
    except BadData:
        return None
    return Certified(tuple(Took(*one) for one in took), edition)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secrets, salt="certificate")
