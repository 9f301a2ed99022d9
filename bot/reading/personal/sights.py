"""Each word of a text as what a tagger sees of it: its letters, what it is by itself, and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from bot.reading.personal.gazetteer import Gazetteer
from bot.reading.words import is_adjective, is_inflected_verb, is_known

_TOKEN = re.compile(r"\[[a-z]+\]|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+[^\W\d_]*|[^\w\s]|_")
_LONG = 8  # letters, from which words are alike
_AROUND = (-2, -1, 1, 2)
_SHORTEST_PLURAL = 4

Token = tuple[str, int, int]  # its letters, start and end


def tokens_of(text: str) -> list[Token]:
    """The words, numbers, signs and placeholders of ``text``."""
    return [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]


class Sights:
    """What is seen of words. Holds no state and is safe in threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """``gazetteer`` says what a word is by itself."""
        self._gazetteer = gazetteer
        self._by_itself = lru_cache(maxsize=50_000)(self._word_by_itself)
        self._beside = lru_cache(maxsize=50_000)(self._word_beside)

    def __call__(self, text: str, tokens: Sequence[Token]) -> list[list[str]]:
        """For each token what is seen of it, as names of features."""
        lowers = [_lower(token) for token, _, _ in tokens]
        selves = [self._by_itself(lower) for lower in lowers]
        shapes = [_shape(token) for token, _, _ in tokens]
        writing = "small" if text.islower() else "capitals" if text.isupper() else "mixed"
        seen = []
        for at, (lower, own) in enumerate(zip(lowers, selves)):
            row = [f"word={lower}", f"shape={shapes[at]}", f"shape={shapes[at]} in {writing}", *own]
            if lower[0].isalpha():
                row += _letters(lower)
            if at == 0 or lowers[at - 1] in ".!?":
                row += ["first", f"first {own[0]}"]
            for step in _AROUND:
                place = at + step
                if not 0 <= place < len(tokens):
                    row.append(f"{step}:none")
                    continue
                row += self._beside(lowers[place], step)
                row.append(f"{step}:shape={shapes[place]}")
                if abs(step) == 1:
                    row += [f"{own[0]} {step}:word={lowers[place]}", f"{own[0]} {step}:{selves[place][0]}"]
            if 0 < at < len(tokens) - 1:
                row.append(f"between {lowers[at - 1]} {lowers[at + 1]}")
                row.append(f"between {selves[at - 1][0]} {own[0]} {selves[at + 1][0]}")
            end = tokens[at][2]
            row.append(f"then={text[end : end + 1]}")
            seen.append(row)
        return seen

    def _word_beside(self, lower: str, step: int) -> list[str]:
        """What a word is to one that many steps away."""
        return [f"{step}:word={lower}", *(f"{step}:{one}" for one in self._by_itself(lower))]

    def _word_by_itself(self, lower: str) -> list[str]:
        """What a word is without its neighbours; first of all what it is when written small."""
        kinds = self._gazetteer
        bare = lower.removesuffix("'s").removesuffix("s'")
        one = bare[:-1] if bare.endswith("s") and len(bare) >= _SHORTEST_PLURAL else bare
        is_so = {
            "known": is_known(bare),
            "stop": bare in STOP_WORDS,
            "surname": kinds.is_surname(bare),
            "given": kinds.is_given(one),
            "likely": kinds.is_likely_given(one),
            "adjective": is_adjective(bare),
            "verb": is_inflected_verb(bare),
            "ordinary": kinds.is_ordinary(bare),
            "misspelt": kinds.is_misspelt(bare),
            "place": kinds.is_place(bare),
        }
        small, capital = kinds.kind(lower).name, kinds.kind(lower.capitalize()).name
        told = [f"small={small}", f"capital={capital}", *(name for name, holds in is_so.items() if holds)]
        return [*told, f"one={kinds.kind(one).name}"] if one != bare else told


def _lower(token: str) -> str:
    return token.lower().replace("’", "'")


def _letters(lower: str) -> list[str]:
    ends = [f"ends={lower[-many:]}" for many in (1, 2, 3, 4)]
    return [f"begins={lower[:2]}", f"begins={lower[:3]}", *ends, f"long={min(len(lower), _LONG)}"]


def _shape(token: str) -> str:
    if token[0].isdigit():
        return "number"
    if not token[0].isalpha():
        return "sign"
    if token.isupper() and len(token) > 1:
        return "capitals"
    return "capital" if token[0].isupper() else "small"
