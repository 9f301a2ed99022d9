"""Keyword scores: what they rest on, and that a text left out does not count for itself."""

from __future__ import annotations

import numpy as np

from bot.reading.keywords import count

# Three texts of owner 0 and two of owner 1; terms: visit, report, day, the.
HELD = np.array([[1, 0, 1, 1], [1, 0, 0, 1], [1, 1, 0, 1], [0, 1, 1, 1], [0, 1, 0, 1]], dtype=np.float32)
OWNER_OF = np.array([0, 0, 0, 1, 1])


def test_the_owner_whose_texts_say_the_word_comes_first() -> None:
    keywords, _ = count(HELD, OWNER_OF)
    visit, report = keywords.scores(np.array([[1, 0, 0, 0], [0, 1, 0, 0]], dtype=np.float32))
    assert visit[0] > visit[1] == 0 and report[1] > report[0]


def test_a_word_that_everybody_says_tells_less() -> None:
    keywords, _ = count(HELD, OWNER_OF)
    assert keywords.telling[3] < keywords.telling[0]


def test_a_question_without_known_words_scores_nothing() -> None:
    keywords, _ = count(HELD, OWNER_OF)
    assert not keywords.scores(np.zeros((1, 4), dtype=np.float32)).any()


def test_a_text_left_out_scores_as_if_it_had_not_been_learnt() -> None:
    keywords, left_out = count(HELD, OWNER_OF)
    assert left_out[0, 0] < keywords.scores(HELD[:1])[0, 0]
    assert left_out[0, 1] == keywords.scores(HELD[:1])[0, 1]
