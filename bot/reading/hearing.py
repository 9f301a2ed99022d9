"""A text as meaning hears it: the whole, each sentence, and each two sentences together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.reading.context import Context
from bot.reading.meaning import Guess, Joined, Meaning
from bot.reading.model import Status
from bot.reading.someone import is_about_the_writer
from bot.reading.stretches import (
    FEWEST_WORDS,
    Stretch,
    asked_sentences,
    is_english,
    stretch,
    told_sentences,
    written,
)
from bot.reading.words import Sentence

_SHORT_TEXT = 3  # sentences that are read as one
_FEWEST_OF_MANY = 6  # words

_UNSAID = (Status.HYPOTHETICAL, Status.ASKED)
Guessed = tuple[Stretch, Guess]


@dataclass(frozen=True)
class Heard:
    """What meaning guesses of a text. ``alone`` are the sentences that say enough to be named by; ``words``
    is all that was written, questions included, but who it is about and who writes."""

    whole: Guessed
    sentences: tuple[Guessed, ...]
    alone: tuple[Guessed, ...]
    pairs: tuple[Guessed, ...]
    words: str

    @property
    def is_story(self) -> bool:
        """Whether there are more sentences than are read as one statement."""
        return len(self.sentences) > _SHORT_TEXT

    @property
    def parts(self) -> tuple[Guessed, ...]:
        """Whatever is smaller than the whole."""
        return (*self.alone, *self.pairs)

    def sentence_at(self, place: int) -> Heard | None:
        """The sentence around a place in the text, heard alone; None where none tells anything there."""
        for one in self.sentences:
            if one[0].start <= place < one[0].end:
                return Heard(whole=one, sentences=(one,), alone=(one,), pairs=(), words=one[0].text)
        return None


def hear(
    meaning: Meaning, text: str, sentences: Sequence[Sentence], contexts: Sequence[Context]
) -> Heard | None:
    """What meaning guesses, or None where there is nothing to guess from."""
    told = told_sentences(text, sentences, contexts)
    words = frozenset(token.norm for tokens, _ in told for token in tokens)
    too_few = sum(len(tokens) for tokens, _ in told) < FEWEST_WORDS
    if too_few or is_about_the_writer(words) or not is_english(words):
        return None
    whole = stretch(text, told)
    alone = [stretch(text, [one]) for one in told]
    pairs = [stretch(text, told[at : at + 2]) for at in range(len(told) - 1)]
    is_story = len(told) > _SHORT_TEXT
    texts = [one.told for one in alone]
    joined = [Joined(pair.told, _so(alone, (at, at + 1))) for at, pair in enumerate(pairs)]
    if is_story:  # its vector is the mean of its sentences'
        joined.append(Joined(whole.told, _so(alone, range(len(alone)))))
    elif len(told) > 1:
        texts.append(whole.told)
    guesses = meaning.guess(texts, joined)
    of_pairs = guesses[len(texts) : len(texts) + len(pairs)]
    whole_guess = guesses[-1] if is_story else guesses[len(texts) - 1]
    by_sentence = tuple(zip(alone, guesses))
    enough = [one for one, (tokens, _) in zip(by_sentence, told) if len(tokens) >= _FEWEST_OF_MANY]
    return Heard(
        whole=(whole, whole_guess),
        sentences=by_sentence,
        alone=tuple(enough) if is_story else ((whole, whole_guess),),
        pairs=tuple(zip(pairs, of_pairs)),
        words=" ".join(written(text, sentences)),
    )


def hear_questions(
    meaning: Meaning, text: str, sentences: Sequence[Sentence], contexts: Sequence[Context]
) -> tuple[Guessed, ...]:
    """What meaning guesses of each question that does not merely ask or suppose, and of what comes before its
    last clause. Nothing is weighed by it, and danger may be told in one: "she has drunk the bleach, what do I
    do?". Who writes may be in it, too: "I have taken all my tablets, what do I do?"."""
    parts = []
    for tokens, context in asked_sentences(text, sentences, contexts):
        if len(tokens) < FEWEST_WORDS or not is_english(frozenset(token.norm for token in tokens)):
            continue
        parts.append(stretch(text, [(tokens, context)]))
        *clauses, last = context.clauses[:-1]
        if last >= FEWEST_WORDS:
            before = replace(context, clauses=(*clauses, last))
            parts.append(stretch(text, [(tokens[:last], before)]))
    told = [one for one in parts if one.status not in _UNSAID]
    return tuple(zip(told, meaning.guess([one.text for one in told])))


def _so(sentences: Sequence[Stretch], places: Sequence[int]) -> tuple[int, ...]:
    """Which of these sentences say what is so, or all if none does."""
    return tuple(at for at in places if sentences[at].status is Status.PRESENT) or tuple(places)
