"""Questions that lean on the one before: "and who chairs it?", "what about Wigan?"."""

from __future__ import annotations

import re
from collections import Counter

from bot.content.load import Content
from bot.content.questions import QuestionFamily
from bot.reading.places import without_areas

_LONGEST = 6  # words of a question that may leave its topic unsaid
_BEGINS = re.compile(r"^\W*(?:and|but|so|also|then|what about|how about)\b", re.I)
_POINTS = re.compile(r"\b(?:it|that|this|those|these|they|them|there|one)\b", re.I)
_SAYS_LITTLE = re.compile(
    r"\b(?:and|but|so|also|then|what|how|about|is|are|it|that|the|same|if|they|live|there)\b|[\W_]", re.I
)


def may_lean_back(question: str) -> bool:
    """Whether a question may leave its topic unsaid: it is short, or says so."""
    return len(question.split()) <= _LONGEST or leans_back(question)


def leans_back(question: str) -> bool:
    """Whether a question says that it goes on from the last: "and …", "what about …", "it", "that"."""
    return bool(_BEGINS.search(question) or _POINTS.search(question))


def is_only_an_area(question: str, content: Content) -> bool:
    """Whether nothing is left of a question without the area: "and in Walsall?"."""
    return not _SAYS_LITTLE.sub("", without_areas(question, content))


def same_topic(content: Content, last: QuestionFamily) -> frozenset[str]:
    """The subjects that stand in the same file, and those to ask next."""
    following = {content.families[key].subject for key in last.next if key in content.families}
    return frozenset((_together(content, last) | following) - {last.subject})


def topic_words(content: Content, last: QuestionFamily) -> str:
    """The words of the last subject that others of its file share; all of them if none is shared."""
    uses = Counter(word for subject in _together(content, last) for word in subject.split("_"))
    words = last.subject.split("_")
    return " ".join([word for word in words if uses[word] > 1] or words)


def _together(content: Content, last: QuestionFamily) -> frozenset[str]:
    file = _file(content, last)
    return frozenset(one.subject for one in content.families.values() if _file(content, one) == file)


def _file(content: Content, family: QuestionFamily) -> str:
    return content.lines.get(("families", family.id), ("", 0))[0]
