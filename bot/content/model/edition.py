"""The edition of the content, and what changed."""

from __future__ import annotations

from datetime import date

from pydantic import validator

from bot.content.model.base import Entry, not_empty


class Change(Entry):
    """What changed in one edition. A draft may not say it yet."""

    edition: str
    dated: date
    changes: tuple[str, ...]


class Edition(Entry):
    """Which edition of the content this is.

    ``sign_off`` is the role that signs whatever names no role of its own.
    """

    edition: str
    dated: date
    sign_off: str
    fingerprint: str
    changelog: tuple[Change, ...]

    _has_changelog = validator("changelog", allow_reuse=True)(not_empty)
