"""Which words of the field an answer uses, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.content.derived import kept
from bot.content.load import Content
from bot.content.model import GlossaryTerm
from bot.dialogue.message import Facts, Section, to_dict
from bot.dialogue.plain import to_text
from bot.dialogue.words import Voice

_MOST = 12
_IN_BRACKETS = re.compile(r"(.+?) \((.+)\)$")


def words_explained(sections: Iterable[Section], voice: Voice) -> tuple[Section, ...]:
    """The glossary's terms that are used in ``sections``, in the order in which they come."""
    text = "\n".join(to_text(to_dict(section)) for section in sections)
    pattern, terms = _forms(voice.content)
    used = dict.fromkeys((terms.get(found) or terms[_key(found)]).id for found in pattern.findall(text))
    if not used:
        return ()
    glossary = voice.content.glossary
    facts = Facts(tuple((glossary[key].term, glossary[key].meaning) for key in list(used)[:_MOST]))
    return (Section("words", voice.say("heading_words"), (facts,), folded=True),)


@kept(4)
def _forms(content: Content) -> tuple[re.Pattern[str], Mapping[str, GlossaryTerm]]:
    """Every form of every term, the longest first."""
    forms_of = [(form, term) for term in content.glossary.values() for form in _forms_of(term.term)]
    terms = {form if form.isupper() else _key(form): term for form, term in forms_of}
    longest_first = sorted(terms, key=len, reverse=True)
    # an abbreviation is written in capitals; anything else may begin a sentence
    forms = (form if form.isupper() else f"(?i:{re.escape(form)}s?)" for form in longest_first)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b"), terms


def _forms_of(term: str) -> tuple[str, ...]:
    found = _IN_BRACKETS.match(term)
    return (found[1], found[2]) if found else (term,)


def _key(form: str) -> str:
    return form.lower().removesuffix("s")
