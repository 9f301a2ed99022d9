"""What the words of one sentence say about each other: scopes with a status, and how they add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.model import Status
from bot.reading.phrases import Found

Span = tuple[int, int]
# Where several statuses cover the same words, the first of these is told.
PRECEDENCE = (
    Status.ASKED,
    Status.HYPOTHETICAL,
    Status.FAMILY_HISTORY,
    Status.SOMEONE_ELSE,
    Status.DENIED,
    Status.PAST,
)


@dataclass(frozen=True)
class Scope:
    """Words ``start`` to ``end`` stand under ``status``, because of the words at ``trigger``.

    ``passes_on``: a sign with a "not" of its own is covered too. ``all_of_it``: counts only where it
    covers all that a sign tells ("not cut yet, but the trip is booked"). ``replaces``: counts only
    beside a denial, whose place it takes ("doesn't hit them any more").
    """

    status: Status
    start: int
    end: int
    trigger: Span
    passes_on: bool = False
    all_of_it: bool = False
    replaces: bool = False

    def covers(self, spans: Sequence[Span]) -> bool:
        """Whether a word of ``spans`` stands in this scope; with ``all_of_it`` a word of each."""
        inside = (start < self.end and self.start < end for start, end in spans)
        return all(inside) if self.all_of_it else any(inside)

    def begins_in(self, spans: Sequence[Span]) -> bool:
        """Whether the trigger's first word is one of the words at ``spans``."""
        return any(start <= self.trigger[0] < end for start, end in spans)


@dataclass(frozen=True)
class Context:
    """What the words of one sentence say about each other."""

    scopes: tuple[Scope, ...]
    figurative: tuple[Span, ...]
    recent: tuple[Span, ...]
    resumed: bool
    clauses: tuple[int, ...]
    neutral: frozenset[int]
    before: Status | None = None
    text: Status | None = None

    def is_literal(self, found: Found) -> bool:
        """Whether words found are more than part of a figure of speech."""
        return not any(s <= found.start and found.end <= e for s, e in self.figurative)

    def clause(self, span: Span) -> Span:
        """The clause or clauses around ``span``."""
        start = max((cut for cut in self.clauses if cut <= span[0]), default=0)
        end = min((cut for cut in self.clauses if cut >= span[1]), default=self.clauses[-1])
        return start, end

    def status(self, spans: Sequence[Span]) -> Status:
        """The status of a sign whose groups were found at ``spans``.

        A scope counts when it covers a telling group: people, times and places do not tell. A
        sign that holds its own "not" ("no food") is not denied by it.
        """
        telling = [s for s in spans if not set(range(*s)) <= self.neutral] or list(spans)
        own = any(s.status is Status.DENIED and s.begins_in(telling) for s in self.scopes)
        scopes = [
            scope
            for scope in self.scopes
            if scope.covers(telling)
            and (scope.status is Status.SOMEONE_ELSE or not scope.begins_in(telling))
            and (scope.passes_on or not own or scope.status is not Status.DENIED)
        ]
        statuses = {scope.status for scope in scopes if not scope.replaces}
        if Status.DENIED in statuses and any(scope.replaces for scope in scopes):
            statuses = statuses - {Status.DENIED} | {s.status for s in scopes if s.replaces}
        if Status.PRESENT in statuses:
            statuses.discard(Status.DENIED)
        if Status.PAST in statuses and self._is_recent(telling):
            statuses.discard(Status.PAST)
        return next((status for status in PRECEDENCE if status in statuses), Status.PRESENT)

    def _is_recent(self, spans: Sequence[Span]) -> bool:
        if self.resumed:
            return True
        around = self.clause((min(s for s, _ in spans), max(e for _, e in spans)))
        return any(around[0] <= start < around[1] for start, _ in self.recent)
