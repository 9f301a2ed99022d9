"""The course of a session."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.training.course import Case, Move, Phase, Place, moved

CASES = [Case(2), Case(1, has_warning=True)]


def _walk(move: Move, place: Place, cases: list[Case]) -> list[Place]:
    walked = [place]
    while (after := moved(walked[-1], move, cases)) != walked[-1]:
        walked.append(after)
    return walked


def test_a_session_goes_through_every_stage_and_ends() -> None:
    walked = _walk(Move.NEXT, Place(), CASES)
    assert walked[0].phase is Phase.LOBBY and walked[-1].phase is Phase.CLOSED
    first_stage = [place.phase for place in walked if (place.case, place.stage) == (0, 0)]
    assert first_stage == [
        Phase.LOBBY,
        Phase.VOTE,
        Phase.REVEAL,
        Phase.DISCUSS,
        Phase.SECOND,
        Phase.ANSWER,
    ]
    assert [(place.case, place.stage) for place in walked if place.phase is Phase.VOTE] == [
        (0, 0),
        (0, 1),
        (1, 0),
    ]


def test_a_warning_comes_before_the_case_is_told() -> None:
    assert moved(Place(0, 1, Phase.ANSWER), Move.NEXT, CASES) == Place(1, 0, Phase.WARNING)
    assert moved(Place(), Move.NEXT, [Case(1, has_warning=True)]) == Place(0, 0, Phase.WARNING)


def test_the_answer_is_never_shown_before_a_vote() -> None:
    for phase in (Phase.LOBBY, Phase.WARNING, Phase.VOTE):
        assert moved(Place(0, 0, phase), Move.ANSWER, CASES).phase is not Phase.ANSWER


def test_the_second_vote_can_be_left_out() -> None:
    assert moved(Place(0, 0, Phase.REVEAL), Move.ANSWER, CASES).phase is Phase.ANSWER


def test_a_closed_session_stays_closed() -> None:
    closed = moved(Place(0, 1, Phase.SECOND), Move.CLOSE, CASES)
    assert all(moved(closed, move, CASES) == closed for move in Move)


SHAPES = st.lists(st.builds(Case, st.integers(1, 5), st.booleans()), min_size=1, max_size=4)


@given(SHAPES)
def test_back_walks_the_same_way_as_next(cases: list[Case]) -> None:
    there = _walk(Move.NEXT, Place(), cases)[:-1]  # a closed session cannot be opened again
    assert _walk(Move.BACK, there[-1], cases) == there[::-1]
