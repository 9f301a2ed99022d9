"""Why: exactly the rules that fired, each with its facts and source (rule 17)."""

from __future__ import annotations

from bot.dialogue.message import Reason, Reasons
from bot.dialogue.words import Voice
from bot.guidance import Fired, Guidance

# Rules that rest on several signs at once are said once, over all of them.
_TOGETHER = ("cumulative", "past_still_matters", "unknown_consult")


def reasons_block(guidance: Guidance, voice: Voice) -> Reasons:
    """One line a fact, most serious first, then the rules about routes."""
    fired = guidance.reasons or (Fired("lowest_answer"),)
    return Reasons(tuple(reason for one in fired for reason in _reasons(one, voice)))


def _reasons(fired: Fired, voice: Voice) -> list[Reason]:
    rule = voice.content.rules[fired.rule]
    facts = [voice.area.indicators[key] for key in fired.subjects if key in voice.area.indicators]
    if not facts:
        return [
            Reason(
                _with_subjects(voice.fill(rule.text), fired, voice),
                voice.sources(rule.sources),
                voice.certainty(rule.certainty),
            )
        ]
    if fired.rule in _TOGETHER:
        together = "; ".join(fact.statement for fact in facts)
        return [
            Reason(
                voice.say("reason_line", statement=together, rule=voice.fill(rule.text)),
                voice.sources(rule.sources),
                voice.certainty(rule.certainty),
            )
        ]
    texts = [voice.say("reason_line", statement=facts[0].statement, rule=voice.fill(rule.text))]
    texts += [f"{fact.statement}." for fact in facts[1:]]
    return [
        Reason(text, voice.sources(fact.sources), voice.certainty(fact.certainty))
        for text, fact in zip(texts, facts)
    ]


def _with_subjects(text: str, fired: Fired, voice: Voice) -> str:
    """Name what the rule rests on where it is not a sign: a plan, a vulnerability, open questions."""
    names = [_name(key, voice) for key in fired.subjects]
    return f"{text} ({'; '.join(names)})" if names else text


def _name(key: str, voice: Voice) -> str:
    content = voice.content
    if key in content.vulnerabilities:
        return content.vulnerabilities[key].label
    if key in content.questions:
        return content.questions[key].ask
    for question in ("open_to", "tried"):
        for option in content.intake[question].options:
            if option.id == key:
                return option.label
    return key
