"""Deadlines → a timeline as an SVG picture: each date with its mark, its words and its rule, and today."""

from __future__ import annotations

from datetime import date, datetime

from bot.content.model import Anchor
from bot.content.svg import LINE, SMALL_LINE, Page, wrap
from bot.dialogue.dates import due_in_words, in_words, rule, status
from bot.dialogue.words import Voice
from bot.guidance.deadlines import Deadline, State, day_of

_WIDTH, _EDGE = 820, 24
_LINE_X, _TEXT_X = 44, 70
_TODAY = "#1d4f91"
_GREY, _INK = "#5a5a5a", "#1b1b1b"
# the mark's shape says the state too, for those who see no colour
_MARKS = {
    State.OVERDUE: ("triangle", "#b00020", "#b00020"),
    State.DUE_TODAY: ("diamond", "#b00020", "#fff"),
    State.NEXT: ("circle", _INK, _INK),
    State.LATER: ("circle", _INK, "#fff"),
    State.REACHED: ("square", _GREY, "#fff"),
    State.OVER: ("square", _GREY, _GREY),
}


def to_picture(
    found: tuple[Deadline, ...],
    anchor: Anchor,
    on: date | datetime,
    voice: Voice,
    today: date | datetime,
) -> str:
    """The picture as SVG text. Its title and description say what a screen reader needs to know."""
    title = voice.say("dates_picture_title", event=anchor.label, date=in_words(on))
    page = Page(_WIDTH, title, voice.say("dates_picture_text", count=str(len(found))))
    y = page.lines(_EDGE, 36, wrap(title, _WIDTH - 2 * _EDGE - 160, "bold"), "large", LINE + 4) + 16
    top, shown_today = y, False
    for one in found:
        if not shown_today and one.due >= day_of(today):
            y, shown_today = _today(page, y, voice, today), True
        y = _row(page, y, one, voice)
    if not shown_today:
        y = _today(page, y, voice, today)
    page.behind_line(_LINE_X, top - 8, y - 12, _GREY)
    return page.render(y + 8)


def _today(page: Page, y: float, voice: Voice, today: date | datetime) -> float:
    page.rule(_LINE_X - 14, _WIDTH - _EDGE, y, _TODAY)
    page.lines(_TEXT_X, y + LINE, [voice.say("dates_picture_today", date=in_words(day_of(today)))], "bold")
    return y + 2 * LINE + 6


def _row(page: Page, y: float, deadline: Deadline, voice: Voice) -> float:
    """One date: mark, when and where it stands, what, and the rule in small letters."""
    width = _WIDTH - _TEXT_X - _EDGE
    what = deadline.clock.label or deadline.clock.event
    page.begin(f"{due_in_words(deadline, voice)}: {what}. {status(deadline, voice)}.")
    page.mark(_LINE_X, y - 5, *_MARKS[deadline.state])
    when = f"{due_in_words(deadline, voice)}. {status(deadline, voice)}."
    y = page.lines(_TEXT_X, y, wrap(when, width, "bold"), "bold")
    y = page.lines(_TEXT_X, y, wrap(what, width))
    certainty = voice.certainty(deadline.clock.certainty)
    y = page.small(_TEXT_X, y, wrap(f"{rule(deadline, voice)} {certainty}", width, "small"))
    page.end()
    return y + SMALL_LINE
