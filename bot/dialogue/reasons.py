"""Why: exactly the rules that fired, each with its facts and source (rule 17)."""

from __future__ import annotations

from datetime import datetime

from bot.content.model import Certainty, Indicator, Route
from bot.dialogue.case import Case
from bot.dialogue.facts import is_danger_only_guessed
from bot.dialogue.message import Reason, Reasons, Text
from bot.dialogue.words import Voice
from bot.guidance import Fired, Guidance
from bot.guidance.why_not import why_not

# Rules that rest on several signs at once are said once, over all of them.
_TOGETHER = ("combination", "cumulative", "past_still_matters", "unknown_consult")


def reasons_block(guidance: Guidance, voice: Voice) -> Reasons:
    """One line a fact, most serious first, then the rules about routes."""
    fired = guidance.reasons or (Fired("lowest_answer"),)
    return Reasons(tuple(reason for one in fired for reason in _reasons(one, voice)))


def guesses(guidance: Guidance, case: Case, voice: Voice) -> tuple[Text, ...]:
    """Danger and signs that count although no words named them and nobody has said so yet."""
    ticked = case.values("concerns") or ()
    guessed = {one.indicator for one in case.proposals if one.guessed and one.indicator not in ticked}
    counted = (one.indicator for one in guidance.concerns if one.counts)
    signs = "; ".join(one.statement for one in counted if one.id in guessed)
    return (
        *danger_guessed(case, voice),
        *((Text(voice.say("guesses_count", signs=signs)),) if signs else ()),
    )


def danger_guessed(case: Case, voice: Voice) -> tuple[Text, ...]:
    """That danger is only guessed, and how to take it back."""
    return (Text(voice.say("danger_guessed")),) if is_danger_only_guessed(case) else ()


def why_not_lines(guidance: Guidance, voice: Voice, now: datetime) -> tuple[Text, ...]:
    """Why not the level below, and why not the one above.

    Nothing where no level is given, or where a decision is disputed: then the level is not the matter.
    """
    if guidance.level is None or guidance.main_route is Route.ESCALATION:
        return ()
    found = why_not(guidance, guidance.home_area, now)
    lines = []
    if found.below is not None:
        facts = "; ".join(name_of(key, voice) for key in found.facts)
        lines.append(voice.say("why_not_lower", facts=facts, tier=voice.content.tier(found.below).name))
    if found.above is not None and guidance.concerns:
        tier = voice.content.tier(found.above)
        lines.append(voice.say("why_not_higher", tier=tier.name, meaning=tier.meaning))
    return tuple(map(Text, lines))


def _reasons(fired: Fired, voice: Voice) -> list[Reason]:
    rule = voice.content.combinations.get(fired.combination) or voice.content.rules[fired.rule]
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
        together = "; ".join(dict.fromkeys(name_of(key, voice) for key in fired.subjects))
        return [
            Reason(
                _line(together, voice.fill(rule.text), voice),
                voice.sources(rule.sources),
                voice.certainty(rule.certainty),
            )
        ]
    reasons, said = [], set()
    for fact in facts:
        text = _rule_words(fired.rule, fact, voice)
        line = f"{fact.statement}." if text in said else _line(fact.statement, text, voice)
        said.add(text)
        reasons.append(Reason(line, voice.sources(fact.sources), voice.certainty(fact.certainty)))
    return reasons


def _rule_words(rule: str, fact: Indicator, voice: Voice) -> str:
    """The rule's words; a sign with no document behind it is not said to be in the documents."""
    if rule == "usual_tier" and fact.certainty is Certainty.UNVERIFIED:
        return voice.say("usual_tier_in_practice")
    return voice.fill(voice.content.rules[rule].text)


def _line(statement: str, rule: str, voice: Voice) -> str:
    return voice.say("reason_line", statement=statement, rule=rule)


def _with_subjects(text: str, fired: Fired, voice: Voice) -> str:
    """Name what the rule rests on where it is not a sign: a plan, a vulnerability, open questions."""
    names = [name_of(key, voice) for key in fired.subjects]
    return f"{text} ({'; '.join(names)})" if names else text


def name_of(key: str, voice: Voice) -> str:
    """A fact that a rule rests on, in words: a sign, a vulnerability, an open question, a status."""
    content = voice.content
    if key in voice.area.indicators:
        return voice.area.indicators[key].statement
    if key in content.vulnerabilities:
        return content.vulnerabilities[key].label
    if key in content.questions:
        return content.questions[key].ask
    for question in ("open_to", "tried"):
        for option in content.intake[question].options:
            if option.id == key:
                return option.label
    return key
