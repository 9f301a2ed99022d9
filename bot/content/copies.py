"""Examples and statements that are nearly the same: each should add something of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix, triu

from bot.content.load import Content, Problem
from bot.content.problem import problem

# Below these, pairs of today's content say different things in like words; above, the same thing twice.
SAME_ITEM = 75
ANY_ITEM = 83
_MOST_USES = 150  # of a word that tells two texts apart
_WORD = re.compile(r"[a-z0-9']+")
# words that may be swapped without saying anything new
_ALIKE = {
    **dict.fromkeys("he she they".split(), "they"),
    **dict.fromkeys("him her them his their hers".split(), "their"),
    **dict.fromkeys("boy girl lad lass child kid son daughter pupil student".split(), "child"),
    **dict.fromkeys("mum mam mother dad father parent".split(), "parent"),
    **dict.fromkeys("a an the and".split(), ""),
}


def near_copies(content: Content) -> Iterator[Problem]:
    """Pairs of examples, and pairs of statements, of signs and strengths that hardly differ."""
    items = [
        *(
            ("indicators", item.id, item.statement, content.examples(item))
            for item in content.indicators.values()
        ),
        *(
            ("protective", item.id, item.statement, content.examples(item))
            for item in content.protective.values()
        ),
    ]
    statements = [(kind, key, statement) for kind, key, statement, _ in items]
    examples = [(kind, key, example) for kind, key, _, several in items for example in several]
    for what, texts in (("statement", statements), ("example", examples)):
        for first, second in alike([(f"{kind}:{key}", text) for kind, key, text in texts]):
            kind, key, text = texts[second]
            _, other, twin = texts[first]
            message = f"{what} {text!r} is nearly {twin!r} of {other}"
            yield problem(content, kind, key, message, "say what is different, or delete one of the two")
    for kind, key, example in examples:
        if "|" in example or " + " in example:
            mend = "write it as a person would say it"
            yield problem(content, kind, key, f"example {example[:60]!r} is written like a sign", mend)


def alike(texts: list[tuple[str, str]]) -> list[tuple[int, int]]:
    """Positions of pairs of (owner, text) that hardly differ; texts of one owner must differ more."""
    if not texts:
        return []
    plain = [_plain(text) for _, text in texts]
    pairs = _sharing_words(plain)
    scores = process.cpdist(
        [plain[first] for first, _ in pairs],
        [plain[second] for _, second in pairs],
        scorer=fuzz.ratio,
        score_cutoff=SAME_ITEM,
        dtype=np.uint8,
    )
    return [
        (first, second)
        for (first, second), score in zip(pairs, scores)
        if score >= (SAME_ITEM if texts[first][0] == texts[second][0] else ANY_ITEM)
    ]


def _sharing_words(plain: list[str]) -> list[tuple[int, int]]:
    """Pairs of texts that share a third of the telling words of the longer one: only these can be copies.

    A word in many texts tells little and costs much; where a text holds no other, it counts.
    """
    words = [set(text.split()) for text in plain]
    uses = Counter(word for one in words for word in one)
    telling = [{word for word in one if uses[word] <= _MOST_USES} or one for one in words]
    number = {word: place for place, word in enumerate(sorted(set().union(*telling)))}
    ends = np.cumsum([0, *map(len, telling)])
    columns = np.array([number[word] for one in telling for word in sorted(one)], dtype=np.int32)
    held = csr_matrix((np.ones(len(columns), dtype=np.int16), columns, ends), shape=(len(words), len(number)))
    sizes = np.array([max(len(one), 1) for one in telling])
    shared = triu(held @ held.T, k=1, format="coo")
    near = 3 * shared.data >= np.maximum(sizes[shared.row], sizes[shared.col])
    return list(zip(shared.row[near].tolist(), shared.col[near].tolist()))


def _plain(text: str) -> str:
    """Words in one order, with those that may be swapped made one."""
    words = (_ALIKE.get(word, word) for word in _WORD.findall(text.lower()))
    return " ".join(sorted(filter(None, words)))
