"""After a decision: how it fits, why the level is what it is, what was seen, and what is worth asking."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.model import Tier
from bot.dialogue.answer import level_facts, voice_for
from bot.dialogue.changes import change_section
from bot.dialogue.message import Block, Bullets, Facts, Message, Reason, Reasons, Section, Text
from bot.dialogue.reasons import name_of, reasons_block
from bot.dialogue.route_text import route_text
from bot.dialogue.training.scene import LEVEL, ROUTE, URGENCY, Scene, vote_of
from bot.exercises.core import moment as when
from bot.exercises.feedback import Feedback, Fit, Lean
from bot.exercises.model import Vote, Wanted
from bot.guidance import Guidance
from bot.guidance.why_not import why_not

_QUESTIONS = {"route": ROUTE, "urgency": URGENCY, "tier": LEVEL}
_FITS = {Fit.SAME: "training_same", Fit.ALSO: "training_also", Fit.DIFFERS: "training_differs"}


def review(scene: Scene) -> tuple[Message, ...]:
    """Everything about the decision at hand, what the participant did first."""
    stage = scene.stage
    given, guidance = scene.feedback(stage, scene.training.vote), scene.guidance(stage)
    return (
        _decision(given, scene),
        _why(guidance, scene),
        *_tool(guidance, scene),
        *_saw(given, scene),
        *_questions(given, scene),
        _folded(change_section(guidance, voice_for(guidance), when(stage))),
        *_learning(scene),
        Section("training_discuss", scene.voice.say("training_heading_discuss"), (Bullets(stage.discuss),)),
        *_others(scene),
    )


def words_of(name: str, vote: Vote, scene: Scene) -> str:
    """One part of a vote (route, urgency or tier) in words; a level by its name in the exercise's area."""
    value = getattr(vote, name)
    return scene.level(value) if name == "tier" else scene.option(_QUESTIONS[name], value.value)


def _decision(given: Feedback, scene: Scene) -> Section:
    voice, model = scene.voice, scene.stage.model.vote
    mine = vote_of(scene.training.vote)
    rows = tuple(
        (
            voice.say(f"training_label_{name}"),
            voice.say(_FITS[part.fit], yours=words_of(name, mine, scene), model=words_of(name, model, scene)),
        )
        for name, part in given.parts.items()
    )
    kind = "holds" if given.holds else given.lean.value
    blocks: list[Block] = [Facts(rows), *(Text(one.feedback) for one in given.mistakes)]
    if not given.mistakes or given.lean is Lean.MIXED:
        blocks.append(Text(voice.say(f"training_lean_{kind}")))
    return Section("training_decision", voice.say("training_heading_decision"), tuple(blocks))


def _why(guidance: Guidance, scene: Scene) -> Section:
    """The exercise's own reasons, the level's name here, and the rules that fired where these agree."""
    model, voice = scene.stage.model, scene.voice
    blocks: list[Block] = [Bullets(model.why)]
    if model.differs:
        blocks.append(Text(voice.say("training_differs_note", differs=model.differs)))
    blocks.append(Facts(_level(model.vote.tier, scene)))
    if not model.differs:
        blocks += [reasons_block(guidance, voice_for(guidance)), *_rests_on(guidance, scene)]
    return Section("training_why", voice.say("training_heading_why"), tuple(blocks))


def _rests_on(guidance: Guidance, scene: Scene) -> tuple[Text, ...]:
    """The facts that hold the level where it is, and what it would be without them."""
    found = why_not(guidance, scene.area, when(scene.stage))
    if found.below is None:
        return ()
    facts = "; ".join(name_of(key, scene.voice) for key in found.facts)
    below = scene.moment.content.tier(found.below).name
    return (Text(scene.voice.say("training_rests_on", facts=facts, tier=below)),)


def _level(tier: Tier, scene: Scene) -> tuple[tuple[str, str], ...]:
    return level_facts(tier, scene.area.partnership.levels[tier], scene.voice, scene.voice)


def _tool(guidance: Guidance, scene: Scene) -> tuple[Section, ...]:
    """What the core says, where the exercise is there to show that a person has to think further."""
    if not scene.stage.model.differs:
        return ()
    voice, content = voice_for(guidance), scene.moment.content
    suggestion = voice.say(
        "training_tool_says",
        route=route_text(guidance, guidance.main_route).label,
        tier=content.tier(guidance.tier).name,
    )
    blocks = (Text(suggestion), reasons_block(guidance, voice))
    return (Section("training_tool", voice.say("training_heading_tool"), blocks),)


def _saw(given: Feedback, scene: Scene) -> tuple[Section, ...]:
    """The signs that were named in the reasons, and those that hold the level and were not."""
    if scene.training.vote.named is None or not (given.saw or given.overlooked):
        return ()
    blocks: list[Block] = []
    for key, signs in (("training_saw", given.saw), ("training_overlooked", given.overlooked)):
        if signs:
            statements = tuple(scene.area.indicators[one].statement for one in signs)
            blocks += [Text(scene.voice.say(key)), Bullets(statements)]
    return (Section("training_saw", scene.voice.say("training_heading_saw"), tuple(blocks)),)


def _questions(given: Feedback, scene: Scene) -> tuple[Section, ...]:
    if not scene.stage.wanted:
        return ()
    blocks: list[Block] = []
    for key, wanted in (("training_asked", given.asked), ("training_missed", given.missed)):
        if wanted:
            lead = [Text(scene.voice.say(key))] if scene.training.vote.asked is not None else []
            blocks += [*lead, Bullets(tuple(_worth(one, scene) for one in wanted))]
    return (Section("training_wanted", scene.voice.say("training_heading_wanted"), tuple(blocks)),)


def _worth(wanted: Wanted, scene: Scene) -> str:
    return scene.voice.say("training_wanted_item", ask=wanted.ask, because=wanted.because)


def _learning(scene: Scene) -> tuple[Section, ...]:
    """What reviews and guidance say about such a case, each with its source."""
    voice = scene.voice
    items = tuple(
        Reason(one.text, voice.sources(one.sources), voice.certainty(one.certainty))
        for one in scene.stage.learning
    )
    if not items:
        return ()
    heading = voice.say("training_heading_learning")
    return (Section("training_learning", heading, (Reasons(items),), folded=True),)


def _others(scene: Scene) -> tuple[Section, ...]:
    """Other services' eyes, at the end of the last part: they may know of what comes before."""
    cards: Mapping[str, str] = scene.exercise.role_cards
    if not cards or not scene.is_last:
        return ()
    roles = scene.moment.content.roles
    rows = tuple((roles[key].label, text) for key, text in cards.items())
    heading = scene.voice.say("training_heading_others")
    return (Section("training_others", heading, (Facts(rows),), folded=True),)


def _folded(section: Section) -> Section:
    return Section(section.id, section.heading, section.blocks, folded=True)
