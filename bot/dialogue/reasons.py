"""Why: exactly the rules that fired, each with its facts and source (rule 17)."""

from __future__ import annotations

from bot.dialogue.message import Reason, Reasons
from bot.dialogue.words import Voice
from bot.guidance import Fired, Guidance


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
    return [
        Reason(
            voice.say("reason_line", statement=fact.statement, rule=voice.fill(rule.text)),
            voice.sources(fact.sources),
            voice.certainty(fact.certainty),
        )
        for fact in facts
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
