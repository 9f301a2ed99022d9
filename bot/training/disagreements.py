"""The stages on which practitioners disagree most, for the owner of the threshold document to reword."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from bot.content.load import Content
from bot.exercises.agreement import LEAST_GROUP
from bot.exercises.model import Exercise, Vote
from bot.training.compare import Tallies
from bot.training.model import Session, stage_of
from bot.training.results import spread
from bot.training.tables import COUNTS, FIGURES, counts, figures, written

_ABOUT = ("exercise", "title", "stage", "area", "sessions", "votes")
_MODEL = ("model_level", "model_route", "signs")


def disagreements(
    sessions: Iterable[Session], tallies: Tallies, exercises: Mapping[str, Exercise], content: Content
) -> str:
    """First votes of all sessions together as CSV, those stages first where fewest pairs chose one level.

    ``signs`` are the statements that a stage rests on: where people read them differently, they are what can
    be reworded. Stages with fewer than LEAST_GROUP votes are left out.
    """
    wanted = {session.id for session in sessions}
    summed: dict[tuple[str, str], Counter[Vote]] = defaultdict(Counter)
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (session, exercise, place, round_), votes in tallies.items():
        if session in wanted and round_ == 1:
            summed[exercise, place].update(votes)
            held[exercise, place].add(session)
    ranked = []
    for (key, stage_id), cast in summed.items():
        stage = stage_of(exercises, key, stage_id)
        if stage is None or cast.total() < LEAST_GROUP:
            continue
        found, model = spread(stage, cast), stage.model.vote
        signs = "; ".join(content.indicators[one].statement for one in stage.facts.get("concerns", ()))
        about = [key, exercises[key].title, stage_id, exercises[key].area, len(held[key, stage_id]), found.of]
        row = [*about, *counts(found), *figures(found), model.tier.value, model.route.value, signs]
        level = found.on_level
        ranked.append((level.pairs if level and level.pairs is not None else 1.0, row))
    ranked.sort(key=lambda item: item[0])
    return written((*_ABOUT, *COUNTS, *FIGURES, *_MODEL), [row for _, row in ranked])
