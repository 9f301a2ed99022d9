from bot.reading.meaning import Meaning


def test_a_topic_is_told_by_words_of_its_own(meaning: Meaning) -> None:
    beaten, smiley = meaning.guess(["He was punched by his dad", "A smiley boy who joins in"])
    assert 0 <= smiley.topics["physical_abuse"] < 0.1 < 0.5 < beaten.topics["physical_abuse"] <= 1
