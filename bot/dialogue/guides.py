"""Short guided conversations: a few questions, then advice and a text to copy.

They stand between the questions of the case, which goes on from where it was.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.derived import kept
from bot.content.guides import Advice, DraftPart, Guide, When
from bot.content.load import Content
from bot.dialogue.answer import voice_for
from bot.dialogue.asking import label_of
from bot.dialogue.case import UNKNOWN
from bot.dialogue.dates import in_words
from bot.dialogue.message import Block, Bullets, Draft, Message, Section, Text
from bot.dialogue.route_text import route_text
from bot.dialogue.steps import GUIDE, guide_of
from bot.dialogue.turn import Moment, Said, Turn
from bot.dialogue.understand import answer
from bot.dialogue.words import Voice
from bot.guidance.deadlines import day_of
from bot.guidance.working_days import working_days_from
from bot.reading.rules import load_rules
from bot.reading.signs import SignIndex
from bot.reading.words import Vocabulary

_ANSWER = re.compile(r"\{answer:([a-z_]+)\}")
_LIST = re.compile(r"\{(concerns|strengths|unknowns)\}")
_MOST_WORDS = 25


def named(text: str, content: Content) -> Guide | None:
    """The guide that a short text asks for by one of its signs, or None."""
    if not text or len(text.split()) > _MOST_WORDS:
        return None
    index, vocabulary = _signs(content)
    for sentence in vocabulary.sentences(text):
        matches = index.find(sentence)
        if matches:
            return max(matches, key=lambda match: len(match.sign.line)).owner
    return None


@kept(4)
def _signs(content: Content) -> tuple[SignIndex[Guide], Vocabulary]:
    rules = load_rules()
    lines = [(guide, line) for guide in content.guides.values() for line in guide.signs]
    index = SignIndex(lines, rules.equals, rules.context.light)
    return index, Vocabulary(index.keys)


def go_through(moment: Moment, turn: Turn) -> Said:
    """Ask what the guide still has to know, then say what it has; without a guide, ask which."""
    case, content = moment.case, moment.content
    choice = turn.choice or {}
    guide = content.guides.get(guide_of(case.step))
    if choice.get(GUIDE):
        guide = content.guides[choice[GUIDE][0]]
    elif guide and turn.choice is not None:
        case = answer(case, moment.open_step, choice, content)
    else:
        guide = named(turn.text, content)
    if guide is None:
        return replace(case, step=GUIDE), ()
    if not all(case.has(question) for question in guide.questions):
        return replace(case, step=f"{GUIDE}.{guide.id}"), ()
    return replace(case, step=""), said(guide, moment.with_case(case))


def said(guide: Guide, moment: Moment) -> tuple[Message, ...]:
    """The advice that fits, when to look again, and the text to copy."""
    voice = voice_for(moment.guidance, moment.now)
    come_back = _come_back(guide, moment)
    messages: list[Message] = [
        _advice(guide, one, moment, voice) for one in guide.advice if holds(one.when, moment)
    ]
    if come_back:
        messages.append(Text(voice.say("guide_come_back", date=come_back)))
    return (*messages, _draft(guide, moment, voice, come_back))


def holds(when: When, moment: Moment) -> bool:
    """Whether everything that ``when`` names is so, as far as it is known."""
    case, guidance, situation = moment.case, moment.guidance, moment.situation
    topics = {topic for one in guidance.concerns if one.counts for topic in one.indicator.topics}
    return (
        all(case.value(question) in values for question, values in when.answers.items())
        and (not when.topics or not topics.isdisjoint(when.topics))
        and (not when.tiers or (bool(topics) and guidance.tier in when.tiers))
        and (not when.ages or situation.age in when.ages)
        and (not when.roles or moment.voice.role.group in when.roles)
        and (not when.areas or moment.area.partnership.id in when.areas)
        and (when.concerns is None or when.concerns == bool(topics))
        and (when.red_flag is None or when.red_flag == bool(guidance.red_flags))
    )


def _advice(guide: Guide, advice: Advice, moment: Moment, voice: Voice) -> Section:
    source = voice.say(
        "guide_from", sources=voice.sources(advice.sources), certainty=voice.certainty(advice.certainty)
    )
    lines = tuple(line for text in advice.lines for line in _filled(text, moment, voice))
    blocks: tuple[Block, ...] = (Bullets(lines), Text(source.strip()))
    return Section(f"guide_{guide.id}_{guide.advice.index(advice)}", voice.fill(advice.heading), blocks)


def _come_back(guide: Guide, moment: Moment) -> str:
    """The day on which to look again, in words; empty if the guide names none."""
    fits = (one for one in guide.come_back if holds(one.when, moment))
    first = next(fits, None)
    return in_words(working_days_from(day_of(moment.now), first.working_days)) if first else ""


def _draft(guide: Guide, moment: Moment, voice: Voice, come_back: str) -> Draft:
    parts = (_part(part, moment, voice, come_back) for part in guide.draft.parts if holds(part.when, moment))
    return Draft(
        title=voice.fill(guide.draft.title),
        text="\n\n".join(parts),
        note=voice.say("draft_note"),
        copy=voice.say("draft_copy"),
        copied=voice.say("draft_copied"),
    )


def _part(part: DraftPart, moment: Moment, voice: Voice, come_back: str) -> str:
    lines = [line for text in part.lines for line in _filled(text, moment, voice, come_back)]
    heading = [voice.fill(part.heading).upper()] if part.heading else []
    return "\n".join([*heading, *lines])


def _filled(text: str, moment: Moment, voice: Voice, come_back: str = "") -> list[str]:
    """A line with what is known put in; a line that is a list becomes one line an item."""
    missing = voice.say("referral_missing")
    if found := _LIST.fullmatch(text.strip()):
        return [f"- {item}" for item in _items(found[1], moment) or (missing,)]
    text = _ANSWER.sub(lambda match: _answered(match[1], moment) or missing, text)
    guidance = moment.guidance
    has_level = any(one.counts for one in guidance.concerns)
    return [
        voice.fill(
            text,
            today=in_words(day_of(moment.now)),
            come_back=come_back or missing,
            level=moment.content.tier(guidance.tier).name if has_level else missing,
            route=route_text(guidance, guidance.main_route).label if has_level else missing,
        )
    ]


def _items(name: str, moment: Moment) -> tuple[str, ...]:
    content, guidance = moment.content, moment.guidance
    if name == "concerns":
        return tuple(one.indicator.statement for one in guidance.concerns if one.counts)
    if name == "strengths":
        return tuple(content.protective[key].statement for key in sorted(moment.situation.protective))
    return tuple(content.questions[key].ask for key in guidance.unknowns)


def _answered(question: str, moment: Moment) -> str:
    values = moment.case.values(question)
    if values is None or UNKNOWN in values:
        return ""
    return label_of(question, values, moment.case, moment.voice)
