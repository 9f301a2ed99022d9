"""A process question answered in words, or the honest "I do not know" with whom to ask."""

from __future__ import annotations

from bot.content.area import area_of
from bot.content.load import Content
from bot.content.questions import QuestionFamily
from bot.dialogue.message import Bullets, Message, Reason, Reasons, Text, Unanswered
from bot.dialogue.words import Voice
from bot.reading.answer import Found

_OPENING = "opening"
_MOST_NEXT = 3


def answer_messages(found: Found, voice: Voice, *, keep: bool) -> tuple[Message, ...]:
    """The answer with its source, or who answers it instead; below the confidence, the nearest two.

    ``keep`` says that a question nobody can answer may be kept.
    """
    if found.families:
        said = whose(found, voice)
        first = (Text(said),) if said else ()
        return (*first, Reasons(reasons(found, voice)), *_next(found.families, voice))
    if found.passage:
        return (Reasons(reasons(found, voice)),)
    if found.outside:
        return Text(voice.fill(found.outside.answer)), Text(voice.say("question_outside"))
    messages: list[Message] = [Text(voice.say("question_unknown"))]
    if found.nearest:
        asks = dict.fromkeys(family.ask for family in found.nearest)
        messages += [Text(voice.say("question_nearest")), Bullets(tuple(asks))]
    if keep:
        messages.append(Unanswered(voice.say("question_kept"), found.areas[0] if found.areas else ""))
    return tuple(messages)


def reasons(found: Found, voice: Voice) -> tuple[Reason, ...]:
    """What content says, each with where it was read and how sure it is. Empty if nobody knows."""
    if found.passage:
        passage = found.passage.passage
        text = voice.fill(f"{passage.title}: {passage.text}")
        return (Reason(text, voice.sources(passage.sources), voice.certainty(passage.certainty)),)
    return tuple(_reason(family, found, voice) for family in found.families)


def _reason(family: QuestionFamily, found: Found, voice: Voice) -> Reason:
    """The question as it was understood and its answer, said for its own area; beside others, for whom."""
    local = Voice(area_of(voice.content, family.area), voice.role.id) if family.area else voice
    text, area = local.fill(family.answer), _area_name(family, voice)
    if len(found.families) > 1 and area not in text and (family.area or not found.unsure):
        text = f"{area}: {text}"
    text = f"{family.ask} {text}"
    source = "; ".join(filter(None, (voice.sources(family.sources), family.date)))
    return Reason(text, source, voice.certainty(family.certainty))


def _area_name(family: QuestionFamily, voice: Voice) -> str:
    return voice.content.partnerships[family.area].name if family.area else voice.say("all_of_england")


def whose(found: Found, voice: Voice) -> str:
    """Said first: that two questions may be meant, that areas differ, or that it is another area's."""
    areas = {family.area for family in found.families}
    if found.unsure:
        return voice.say("question_either")
    if len(found.families) > 1 and not found.areas:
        names = ", ".join(_area_name(family, voice) for family in found.families if family.area)
        return voice.say("question_which_area", areas=names)
    if not areas or None in areas or areas & set(found.areas):
        return ""
    names = ", ".join(_area_name(family, voice) for family in found.families)
    return voice.say("question_other_area", areas=names)


def _next(families: tuple[QuestionFamily, ...], voice: Voice) -> tuple[Message, ...]:
    """What is worth asking next, as it can be typed."""
    keys = dict.fromkeys(key for family in families for key in family.next)
    asks = dict.fromkeys(_words_of(key, voice.content) for key in keys)
    return (Text(voice.say("question_next")), Bullets(tuple(asks)[:_MOST_NEXT])) if asks else ()


def _words_of(key: str, content: Content) -> str:
    if key in content.families:
        return content.families[key].ask
    if key in content.guides:
        return content.guides[key].label
    return next(option.label for option in content.intake[_OPENING].options if option.id == key)
