"""``make names``: learn from the marked texts what is personal, and keep it beside them. Five minutes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pycrfsuite

from bot.content.marked import MARKED_FOLDER, Mark, MarkedText, fingerprint_of_marked, read_marked
from bot.content.stories import read_stories
from bot.reading.personal.gazetteer import Gazetteer
from bot.reading.personal.learnt import (
    BEGINS,
    FINGERPRINT_FILE,
    GOES_ON,
    LEARNT_FILE,
    LEARNT_KINDS,
    NOTHING,
)
from bot.reading.personal.sights import Sights, Token, tokens_of
from bot.reading.redact import Redactor
from bot.reading.rules import RedactionRules, area_names, content_sentences, content_words, load_rules

_SOME = 0.5  # of the marks replaced in a second copy: the rules will have found some before
_STORIES = 4000  # labelled stories that teach what is no name
_MOST_OF = 0.55  # of a token inside a mark, from which it belongs to it: "farida" of "faridas"
_OPTIONS = {"c1": 0.1, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True}
_SEED = 3


def learn(texts: Sequence[MarkedText], calm: Iterable[str], gazetteer: Gazetteer, file: Path) -> None:
    """Learn from marked texts, and from ``calm`` ones in which nothing is personal; write it to ``file``."""
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret: a lesson has to be the same each time
    sights = Sights(gazetteer)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_OPTIONS)
    whole = [masked(text, 0.0, chance) for text in texts]
    partly = [masked(text, _SOME, chance) for text in texts]
    for text, marks in (*whole, *partly, *(MarkedText(text, ()) for text in calm)):
        if tokens := tokens_of(text):
            trainer.append(sights(text, tokens), labels(tokens, marks))
    trainer.train(str(file))


def masked(marked: MarkedText, share: float, chance: random.Random) -> MarkedText:
    """A text with placeholders for whatever is not learnt here, and for a ``share`` of the rest."""
    pieces: list[str] = []
    marks: list[Mark] = []
    at = long = 0
    for mark in marked.marks:
        before, within = marked.text[at : mark.start], marked.text[mark.start : mark.end]
        is_hidden = mark.placeholder not in LEARNT_KINDS or chance.random() < share
        within = f"[{mark.placeholder}]" if is_hidden else within
        long += len(before)
        if not is_hidden:
            marks.append(Mark(long, long + len(within), mark.placeholder))
        long += len(within)
        pieces += [before, within]
        at = mark.end
    return MarkedText("".join([*pieces, marked.text[at:]]), tuple(marks))


def labels(tokens: Sequence[Token], marks: Sequence[Mark]) -> list[str]:
    """What each token is: nothing, or the beginning or the rest of a mark."""
    named: list[str] = []
    before = None
    for _, start, end in tokens:
        mark = next((one for one in marks if _shared(one, start, end) >= _MOST_OF * (end - start)), None)
        named.append(NOTHING if mark is None else (GOES_ON if mark is before else BEGINS) + mark.placeholder)
        before = mark
    return named


def _shared(mark: Mark, start: int, end: int) -> int:
    return min(end, mark.end) - max(start, mark.start)


def calm_texts(rules: RedactionRules) -> list[str]:
    """What the content says, and some of the labelled stories as the rules leave them: nearly nobody is named
    there."""
    redactor = Redactor(rules, area_names(), content_words(), learnt=None)
    stories = read_stories()
    chosen = random.Random(_SEED).sample(stories, min(_STORIES, len(stories)))  # noqa: S311 - nor here
    return [*content_sentences(), *(redactor(story.text) for story in chosen)]


def main() -> None:
    """Learn from the project's own texts. Raises ContentError where one is no good."""
    rules = load_rules().redaction
    gazetteer = Gazetteer(rules, area_names(), content_words())
    learn(read_marked(), calm_texts(rules), gazetteer, MARKED_FOLDER / LEARNT_FILE)
    (MARKED_FOLDER / FINGERPRINT_FILE).write_text(f"{fingerprint_of_marked()}\n", "ascii")


if __name__ == "__main__":
    main()
