"""A whole reading: order, offsets, JSON, speed, threads, and that it never fails."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

import bot.reading
from bot.reading import Reader, Reading, Status
from bot.reading.redact import redact

LONG = (
    "Y4 girl, came in dirty again and her clothes smell of smoke. She told the TA that there was no food "
    "at the weekend and that mum was drunk. There is a bruise on her left arm, she couldn't explain it. "
    "Her brother is 2 and at nursery. Mum denies drinking but nan rang and said she drinks every night. "
    "Dad is not around, he used to hit mum, that was years ago. School has had an early help plan since "
    "September with no change. We have not spoken to mum yet about a referral because she shouts. The "
    "social worker closed it in June. I am not sure what level this is. The family live in Bolton and "
    "grandma helps when she can. She is a lovely girl and she loves coming to school each day."
)
WORDS = st.sampled_from(
    "dad mum hit no not never bruise but if, . ; ? she 's n't [name] without and or 7 y/o baby DOB ref "
    "\n Mr called @x 07700 900123 BL1 1AA a the used to ago years 😀 Ünal".split(" ")
)


def test_exactly_this_is_public() -> None:
    assert sorted(bot.reading.__all__) == ["Facts", "Mention", "Reader", "Reading", "Status"]


def test_red_flags_come_first_then_the_higher_tier(reader: Reader) -> None:
    found = [
        m.indicator for m in reader.read("Her clothes smell and she is dirty, no food, he hits her.").mentions
    ]
    assert found == ["hit_by_carer", "no_food", "unclean"]


def test_the_lesser_of_a_topic_is_left_out_when_the_same_words_say_more(statuses) -> None:
    assert "smacked" not in statuses("Mum slapped him")
    assert "smacked" in statuses("Got slapped at break")


def test_one_mention_an_indicator(reader: Reader) -> None:
    found = [m.indicator for m in reader.read("A bruise on the arm. A bruise on the leg.").mentions]
    assert found.count("bruised") == 1


def test_the_words_are_the_clause_at_its_offsets(reader: Reader) -> None:
    reading = reader.read("All well at school, but on Monday her dad hit her.")
    mention = next(m for m in reading.mentions if m.indicator == "hit_by_carer")
    assert reading.text[mention.start : mention.end] == mention.text
    assert "dad hit her" in mention.text
    assert "All well" not in mention.text


def test_a_misspelt_sign_says_so_and_is_less_sure(reader: Reader) -> None:
    sure, guessed = (reader.read(t).mentions[0] for t in ("he was strangled", "he was strangeled"))
    assert guessed.method == "sign, spelling"
    assert guessed.confidence < sure.confidence


def test_universal_signs_are_told_too(statuses) -> None:
    assert statuses("He is happy at school") == {"settled": "present"}


def test_a_reading_survives_json(reader: Reader) -> None:
    reading = reader.read(LONG)
    assert reading.mentions
    assert Reading.from_dict(json.loads(json.dumps(reading.to_dict()))) == reading


def test_names_are_gone_before_anything_is_read(reader: Reader) -> None:
    assert "Oluwaseun" not in json.dumps(reader.read("Oluwaseun told me her dad hit her").to_dict())


def test_a_long_text_takes_less_than_30_milliseconds(reader: Reader) -> None:
    """Of this thread's own work: what other tests do beside it says nothing."""
    assert 115 <= len(LONG.split()) <= 140
    reader.read(LONG)
    times = []
    for _ in range(5):
        start = time.thread_time()
        reader.read(LONG)
        times.append(time.thread_time() - start)
    assert min(times) < 0.030


def test_one_reader_serves_many_threads(reader: Reader) -> None:
    texts = [LONG, LONG[:200], "No bruise.", "Dad hit him."] * 10
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(reader.read, texts))
    assert together == [reader.read(text) for text in texts]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_reading_never_raises(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    for mention in reading.mentions:
        assert reading.text[mention.start : mention.end] == mention.text
        assert mention.status in Status
        assert 0 < mention.confidence <= 1


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_redacting_twice_changes_nothing(text: str) -> None:
    assert redact(redact(text)) == redact(text)
