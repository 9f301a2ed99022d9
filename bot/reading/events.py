"""Which event of the process a text dates, and when it was: "the strategy discussion was on 3 March"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from spacy.lang.en.stop_words import STOP_WORDS

from bot.content.derived import kept
from bot.content.load import Content
from bot.content.model import Anchor
from bot.reading.dates import SaidDate, SaidTime, read_dates, read_times
from bot.reading.signs import SignIndex
from bot.reading.words import Token, Vocabulary

_CLAUSE_ENDS = frozenset(", ; : . ? ! and but so when if after since following".split())
_ASKS = frozenset("when how".split())
_THEN = frozenset("be do must should will would can have long soon 's".split())
# words that a clause weighs when it is asked which event stands nearest to a date
_ACROSS_CLAUSES = 8
_WORDS_ABOUT_A_DATE = 2  # "started", "held", "booked"
_NEAR_TIME = 30  # characters between a date and its time of day
_TO_COME = re.compile(r"\b(?:is|will|booked|planned|plan|set|scheduled|coming|upcoming|due|going)\b", re.I)
_WHEN = re.compile(r"\b(?:when|due|dates?|deadlines?)\b", re.I)
_WANTED = re.compile(
    r"\b(?:when|by when|deadlines?|time ?limits?|time ?scales?|how (?:long|soon)|due|dates?)\b", re.I
)
_HAS_BEEN = re.compile(r"\b(?:was|were|had|held|met|took|happened|started|made|been)\b", re.I)


@dataclass(frozen=True)
class Said:
    """What a text says of the process.

    ``event`` is the one that has a date, or else the one that is named; ``asked`` is one whose date is
    wanted ("when is the core group due?"). ``past`` and ``ahead`` read the date both ways, with the time
    of day if it was told; both are None without a date. ``to_come``: the words around it speak of a
    plan, or of what has been. ``no_such_day`` holds the words of a date that
    does not exist. ``is_wanted``: the text asks for a date or a time limit; ``asks_when``: for
    a date. ``tells_more``: it holds more than an event,
    a day and a word or two about these.
    """

    event: Anchor | None = None
    asked: Anchor | None = None
    past: date | datetime | None = None
    ahead: date | datetime | None = None
    to_come: bool | None = None
    no_such_day: str = ""
    is_wanted: bool = False
    asks_when: bool = False
    tells_more: bool = False

    @property
    def has_date(self) -> bool:
        """Whether a day was told."""
        return self.past is not None or self.ahead is not None


def read_event(text: str, content: Content, today: date) -> Said:
    """The event and the date in ``text`` that belong together. A text may hold only one of them, or none.

    Of several events the one nearest to the date counts, first within the same clause; what a
    question asks about is no event that has a date.
    """
    tokens = _words(content).flat(text)
    places = _named(tokens, content)
    asked = next((one for one, start, _ in places if _is_asked(tokens, start)), None)
    named = [place for place in places if not _is_asked(tokens, place[1])]
    dates = read_dates(text, today)
    found = Said(
        event=named[0][0] if named else None,
        asked=asked,
        is_wanted=_WANTED.search(text) is not None,
        asks_when=_WHEN.search(text) is not None,
        tells_more=_tells_more(text, tokens, places, dates),
    )
    if not dates:
        return found
    anchor, said = _nearest(tokens, named, dates) if named else (None, dates[0])
    if said.past is None and said.ahead is None:
        return replace(found, event=anchor, no_such_day=text[said.start : said.end])
    past, ahead = (_with_time(text, said, day) for day in (said.past, said.ahead))
    return replace(found, event=anchor, past=past, ahead=ahead, to_come=_is_to_come(text, said))


def the_day(anchor: Anchor, said: Said, today: date) -> date | datetime | None:
    """The day that an event means; None without a date.

    Of two readings it is the one to come for what is known beforehand, the one that has been for what
    must have happened, and for what may be planned or held the one that the words say, else the nearer.
    """
    past, ahead = said.past, said.ahead
    if past is None or ahead is None:
        return past or ahead
    if anchor.tense != "either":
        return ahead if anchor.tense == "ahead" else past
    if said.to_come is not None:
        return ahead if said.to_come else past
    return ahead if _day(ahead) - today < today - _day(past) else past


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


class _Words:
    """The signs of the content's events, and the words that they need."""

    def __init__(self, content: Content) -> None:
        self.index = SignIndex([(one, line) for one in content.anchors.values() for line in one.signs])
        self._vocabulary = Vocabulary(self.index.keys)

    def flat(self, text: str) -> tuple[Token, ...]:
        """The words of a text; its sentences end in their marks."""
        return tuple(token for sentence in self._vocabulary.sentences(text) for token in sentence)


@kept(4)
def _words(content: Content) -> _Words:
    return _Words(content)


def _named(tokens: Sequence[Token], content: Content) -> list[tuple[Anchor, int, int]]:
    """Events with the places of their first and last word; of overlapping ones the longest stands."""
    spans = []
    for match in _words(content).index.find(tokens):
        for picked in match.combinations():
            start, end = min(place[0] for place in picked), max(place[1] for place in picked)
            words = sum(last - first for first, last in picked)
            spans.append((-words, end - start, start, end, match.owner))
    kept: list[tuple[Anchor, int, int]] = []
    for _, _, start, end, anchor in sorted(spans, key=lambda span: span[:4]):
        if not any(first < end and start < last for _, first, last in kept):
            kept.append((anchor, start, end))
    return sorted(kept, key=lambda one: one[1])


def _nearest(
    tokens: Sequence[Token], named: Sequence[tuple[Anchor, int, int]], dates: Sequence[SaidDate]
) -> tuple[Anchor | None, SaidDate]:
    """The event and the date with the fewest words between them."""
    pairs = [
        (anchor, said, _distance(tokens, start, end, said)) for anchor, start, end in named for said in dates
    ]
    anchor, said, _ = min(pairs, key=lambda pair: pair[2])
    return anchor, said


def _tells_more(
    text: str,
    tokens: Sequence[Token],
    places: Sequence[tuple[Anchor, int, int]],
    dates: Sequence[SaidDate],
) -> bool:
    """Whether much is left when events, days, times and small words are taken out."""
    of_events = {place for _, start, end in places for place in range(start, end)}
    told: list[SaidDate | SaidTime] = [*dates, *read_times(text)]
    left = [
        token
        for place, token in enumerate(tokens)
        if token.norm.isalpha()
        and token.norm not in STOP_WORDS
        and place not in of_events
        and not any(one.start < token.end and token.start < one.end for one in told)
    ]
    return len(left) > _WORDS_ABOUT_A_DATE


def _is_asked(tokens: Sequence[Token], start: int) -> bool:
    """Whether the event at ``start`` is what a question asks for, as in "when is the core group due"."""
    for place in range(start - 1, -1, -1):
        if tokens[place].norm in _ASKS:
            return not _THEN.isdisjoint(tokens[place + 1].readings)
        if tokens[place].norm in _CLAUSE_ENDS:
            return False
    return False


def _distance(tokens: Sequence[Token], start: int, end: int, said: SaidDate) -> int:
    """How many words stand between an event and a date; the end of a clause counts as several."""
    if said.start >= tokens[end - 1].end:
        between = [one for one in tokens[end:] if one.start < said.start]
    else:
        between = [one for one in tokens[:start] if one.start >= said.end]
    return sum(_ACROSS_CLAUSES if one.norm in _CLAUSE_ENDS else 1 for one in between)


def _with_time(text: str, said: SaidDate, day: date | None) -> date | datetime | None:
    """The day with the time of day that stands beside it, if any does."""
    near = [
        one
        for one in read_times(text)
        if said.start - _NEAR_TIME <= one.end
        and one.start <= said.end + _NEAR_TIME
        and not (one.start < said.end and said.start < one.end)
    ]
    return datetime.combine(day, near[0].at) if day is not None and near else day


def _is_to_come(text: str, said: SaidDate) -> bool | None:
    """Whether the words around a date speak of a plan or of what has been; None if they do not say."""
    clause = re.split(r"[.;?!]", text[: said.start])[-1] + " " + re.split(r"[.,;?!]", text[said.end :])[0]
    if _HAS_BEEN.search(clause):
        return False
    return True if _TO_COME.search(clause) else None
