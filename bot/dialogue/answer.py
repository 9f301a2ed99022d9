"""Guidance → the answer a practitioner reads: what to do first, then why, then the rest."""

from __future__ import annotations

from datetime import datetime, time

from bot.content.model import AgeBand, AtAges, LocalLevel, Prompt, Route, RouteText, Step, Tier, Urgency
from bot.dialogue import people
from bot.dialogue.case import Case
from bot.dialogue.changes import change_section
from bot.dialogue.glossary import words_explained
from bot.dialogue.message import Alert, Answer, Block, Bullets, Facts, Section, Steps, Text
from bot.dialogue.reasons import danger_guessed, guesses, reasons_block, why_not_lines
from bot.dialogue.route_text import route_text
from bot.dialogue.words import Voice
from bot.guidance import Availability, Guidance, Situation
from bot.guidance.clock import LONDON, is_working_time

_STEPS_SHOWN = 7
_OTHER_PATHWAYS = 3
_FROM_OTHER_PATHWAYS = 2
_PROMPTS_SHOWN = 8
_AGES_SHOWN = 4
_OFFICE_OPENS, _OFFICE_CLOSES = time(8, 30), time(16, 30)
_BANDS = tuple(AgeBand)
_TOO_DIFFERENT = {AgeBand.UNBORN, AgeBand.UNDER_1}  # from every other age
_AT_ONCE = (Urgency.NOW, Urgency.TODAY)


def voice_for(guidance: Guidance, now: datetime | None = None) -> Voice:
    """The voice of the area whose doors are named, speaking to this role.

    Where it is urgent and the front door is closed, the out-of-hours team takes its place in
    every sentence; in the evening, where its hours are not known, the team stands beside it.
    """
    voice = Voice(guidance.area, guidance.situation.role)
    if guidance.urgency not in _AT_ONCE:
        return voice
    door = guidance.area.partnership.front_door
    state = next((one.availability for one in guidance.contacts if one.contact.id == door), None)
    if state is Availability.CLOSED:
        return Voice(guidance.area, guidance.situation.role, voice.fill("{out_of_hours}"))
    if state is Availability.UNKNOWN and now is not None and is_evening(now):
        return Voice(guidance.area, guidance.situation.role, voice.say("front_door_or_out_of_hours"))
    return voice


def is_evening(now: datetime) -> bool:
    """Whether offices may be shut at ``now``: some out-of-hours teams start at half past four."""
    return not is_working_time(now) or not _OFFICE_OPENS <= now.astimezone(LONDON).time() < _OFFICE_CLOSES


def full_answer(guidance: Guidance, case: Case, now: datetime) -> Answer:
    """Everything that is suggested, most urgent first. ``now`` decides the evening lines."""
    voice = voice_for(guidance, now)
    main = route_text(guidance, guidance.main_route)
    sections = (
        *_do_now(guidance, voice, now),
        people.ring(guidance, voice),
        *people.child_and_parents(guidance, voice),
        *people.sharing(guidance, voice),
        _why(guidance, case, voice, now),
        *_at_this_age(guidance, voice),
        *_strengths(guidance.situation, voice),
        *_unknowns(guidance, voice),
        change_section(guidance, voice, now),
        *_other_children(guidance, voice),
        _have_ready(guidance, voice),
        *_prompts(guidance.prompts, voice),
        challenge(guidance, voice),
        certainty(guidance, voice),
    )
    sections += words_explained(sections, voice)
    return Answer(voice.fill(main.heading), lead_of(main, voice), sections, red_flag=bool(guidance.red_flags))


def action_card(guidance: Guidance, case: Case, now: datetime) -> Answer:
    """The action alone, for a red flag or danger: what to do, whom to ring, and what it rests on."""
    voice = voice_for(guidance, now)
    main = route_text(guidance, guidance.main_route)
    understood = tuple(one.indicator.statement for one in guidance.red_flags)
    what: tuple[Block, ...] = danger_guessed(case, voice)
    if understood:
        what = (Bullets(understood), *guesses(guidance, case, voice))
    sections = (
        _do_now(guidance, voice, now)[0],
        people.ring(guidance, voice),
        *((Section("understood", voice.say("heading_understood"), what),) if what else ()),
    )
    return Answer(voice.fill(main.heading), lead_of(main, voice), sections, red_flag=True)


def lead_of(text: RouteText, voice: Voice) -> str:
    """The first line, in the words for this group of roles where it has its own."""
    return voice.fill(text.leads.get(voice.role.group, text.lead))


def provisional(guidance: Guidance) -> Section:
    """The suggestion so far, in two lines."""
    voice = voice_for(guidance)
    main = route_text(guidance, guidance.main_route)
    blocks: list[Block] = [Text(voice.say("provisional", suggestion=lead_of(main, voice)))]
    if guidance.consult:
        blocks.append(Text(voice.say("consult")))
    return Section("provisional", voice.say("heading_provisional"), tuple(blocks))


def _do_now(guidance: Guidance, voice: Voice, now: datetime) -> tuple[Section, ...]:
    """The first steps in the order of their urgency; what is over goes into a folded list."""
    steps = _steps(guidance, voice, now)
    blocks: tuple[Block, ...] = (Steps(steps[:_STEPS_SHOWN]),)
    if guidance.consult:
        blocks = (Alert(voice.say("heading_consult"), voice.say("consult")), *blocks)
    if guidance.level is None:
        blocks = (Alert(voice.say("heading_england_only"), voice.say("england_only")), *blocks)
    first = Section("do_now", voice.say("heading_do_now"), blocks)
    if len(steps) <= _STEPS_SHOWN:
        return (first,)
    more = Section("do_next", voice.say("heading_do_next"), (Steps(steps[_STEPS_SHOWN:]),), folded=True)
    return (first, more)


def _steps(guidance: Guidance, voice: Voice, now: datetime) -> tuple[tuple[str, str], ...]:
    """Steps of the routes, of what this role does, then of the pathways; none twice.

    The first step of the first route leads, then what is for now, for today, and the rest.

    The leading pathway gives all its steps, the others their first two.
    """
    urgent = guidance.urgency in _AT_ONCE
    found: dict[str, str] = {}
    for advice in guidance.routes:
        if not (urgent and advice.route is Route.UNIVERSAL):
            _add(found, route_text(guidance, advice.route).steps, voice)
    first = next(iter(found), "")
    lines = voice.role.lines
    for line in lines.get("urgent" if urgent else "early_help", ()):
        found.setdefault(voice.fill(line), "")
    if urgent and is_evening(now):
        for line in (*lines.get("evening", ()), voice.say("spoken_referral")):
            found.setdefault(voice.fill(line), "")
    pathways = people.fitting_pathways(guidance)
    leading, others = pathways[:1], pathways[1 : 1 + _OTHER_PATHWAYS]
    for pathway in leading:
        _add(found, pathway.steps, voice)
    for pathway in others:
        _add(found, pathway.steps[:_FROM_OTHER_PATHWAYS], voice)
    rank = {"now": 0, "today": 1, "": 1 if urgent else 2}
    return tuple(sorted(found.items(), key=lambda item: (item[0] != first, rank.get(item[1].lower(), 3))))


def _add(found: dict[str, str], more: tuple[Step, ...], voice: Voice) -> None:
    group = voice.role.group
    for step in more:
        if (not step.roles or group in step.roles) and group not in step.not_roles:
            when = step.when or ""
            found.setdefault(voice.fill(step.text), when[:1].upper() + when[1:])


def _why(guidance: Guidance, case: Case, voice: Voice, now: datetime) -> Section:
    blocks: list[Block] = [
        reasons_block(guidance, voice),
        *guesses(guidance, case, voice),
        *why_not_lines(guidance, voice, now),
    ]
    situation = guidance.situation
    if guidance.concerns or not (situation.disagreement or situation.danger):
        blocks.insert(0, Facts(_level_facts(guidance, voice)))
    view = case.value("view")
    if view and view != "unknown":
        blocks.append(Text(_compared(guidance, view, voice)))
    return Section("why", voice.say("heading_why"), tuple(blocks))


def _at_this_age(guidance: Guidance, voice: Voice) -> tuple[Section, ...]:
    """What the signs can look like in a child of this age, or else of the nearest age that is described."""
    age, at_ages = guidance.situation.age, voice.content.at_ages
    lines = [
        voice.say("age_line", statement=one.indicator.statement, looks=looks)
        for one in guidance.concerns
        if one.counts and age is not None and (looks := nearest_age(age, at_ages.get(one.indicator.id)))
    ]
    if not lines:
        return ()
    block = Bullets(tuple(lines[:_AGES_SHOWN]))
    return (Section("ages", voice.say("heading_ages"), (block,), folded=True),)


def nearest_age(age: AgeBand, described: AtAges | None) -> str:
    """What is said of this age band or one beside it; babies stand apart."""
    if described is None:
        return ""
    place = _BANDS.index(age)
    beside = (_BANDS[at] for at in (place, place - 1, place + 1) if 0 <= at < len(_BANDS))
    fits = (band for band in beside if band is age or not _TOO_DIFFERENT & {band, age})
    return next((described.ages[band] for band in fits if band in described.ages), "")


def _level_facts(guidance: Guidance, voice: Voice) -> tuple[tuple[str, str], ...]:
    return level_facts(guidance.tier, guidance.level, voice, Voice(guidance.home_area, voice.role.id))


def level_facts(
    tier: Tier, level: LocalLevel | None, voice: Voice, home: Voice
) -> tuple[tuple[str, str], ...]:
    """A level of need and what it means, and what the area whose voice is ``home`` calls it."""
    words = voice.content.tier(tier)
    facts = [(voice.say("label_need"), f"{words.name}. {words.meaning}")]
    if level is not None:
        local = f"{level.number}: {level.name}" if level.number else level.name
        uncertain = voice.certainty(level.certainty)
        facts.append(
            (
                home.say("label_local_level"),
                " ".join(filter(None, (local + ".", uncertain, level.note))),
            )
        )
    return tuple(facts)


def _compared(guidance: Guidance, view: str, voice: Voice) -> str:
    """The practitioner's own view beside the suggestion; the more urgent of the two stands."""
    agreed_by = {route.value for route in guidance.agreed_by}
    label = voice.content.routes[view].label
    return voice.say("view_agrees" if view in agreed_by else "view_differs", view=label)


def _strengths(situation: Situation, voice: Voice) -> tuple[Section, ...]:
    """What goes well, and what it can and cannot do (rule 4)."""
    if not situation.protective:
        return ()
    items = tuple(voice.content.protective[key].statement for key in sorted(situation.protective))
    text = Text(voice.content.rules["protective"].text)
    return (Section("strengths", voice.say("heading_strengths"), (Bullets(items), text)),)


def _unknowns(guidance: Guidance, voice: Voice) -> tuple[Section, ...]:
    questions = [voice.content.questions[key] for key in guidance.unknowns]
    if not questions:
        return ()
    items = tuple(voice.say("unknown_item", ask=one.ask, why=one.why) for one in questions)
    return (
        Section(
            "unknown",
            voice.say("heading_unknown"),
            (Bullets(items), Text(voice.say("unknown_is_not_no"))),
        ),
    )


def _other_children(guidance: Guidance, voice: Voice) -> tuple[Section, ...]:
    if not guidance.ask_other_children:
        return ()
    text = Text(voice.content.rules["other_children"].text)
    return (Section("other_children", voice.say("heading_other_children"), (text,)),)


def _have_ready(guidance: Guidance, voice: Voice) -> Section:
    items = dict.fromkeys(
        (
            *(item for pathway in people.fitting_pathways(guidance)[:1] for item in pathway.have_ready),
            *(voice.say(f"ready_{number}") for number in range(1, 5)),
        )
    )
    return Section("ready", voice.say("heading_ready"), (Bullets(tuple(items)),), folded=True)


def _prompts(prompts: tuple[Prompt, ...], voice: Voice) -> tuple[Section, ...]:
    if not prompts:
        return ()
    items = tuple(prompt.text for prompt in prompts[:_PROMPTS_SHOWN])
    return (Section("think", voice.say("heading_think"), (Bullets(items),), folded=True),)


def challenge(guidance: Guidance, voice: Voice) -> Section:
    """How to challenge a decision here: what is known of the procedure, and what is not."""
    escalation = voice.area.partnership.escalation
    known = tuple(
        " ".join(filter(None, (fact.text, voice.certainty(fact.certainty)))) for fact in escalation.known
    )
    where = f"{escalation.procedure}. {escalation.url or ''}".strip()
    blocks: list[Block] = [
        Text(voice.say("challenge_first")),
        Steps(tuple((voice.say(f"challenge_step_{number}"), "") for number in range(1, 6))),
        Text(voice.say("challenge_procedure", procedure=where)),
    ]
    if known:
        blocks.append(Bullets(known))
    if escalation.not_known:
        blocks.append(Text(voice.say("challenge_not_known", what="; ".join(escalation.not_known))))
    folded = guidance.main_route is not Route.ESCALATION
    return Section("challenge", voice.say("heading_challenge"), tuple(blocks), folded)


def certainty(guidance: Guidance, voice: Voice) -> Section:
    """Honest cover: whose signs these are, and which edition."""
    blocks: list[Block] = []
    if voice.area.partnership.signed_off is None:
        blocks.append(Text(voice.content.rules["national_signs"].text))
    edition = voice.content.edition
    blocks.append(Text(voice.say("edition_line", edition=edition.edition, date=f"{edition.dated:%-d %B %Y}")))
    blocks.append(Text(voice.say("judgement_line")))
    return Section("certainty", voice.say("heading_certainty"), tuple(blocks))


def timescales(guidance: Guidance, voice: Voice) -> Section:
    """The clocks that apply, each with its scope and source."""
    items = tuple(
        " ".join(
            filter(
                None,
                (
                    f"{clock.event}: {clock.text}",
                    voice.say(f"scope_{clock.scope}"),
                    voice.certainty(clock.certainty),
                    f"[{voice.sources(clock.sources)}]",
                ),
            )
        )
        for clock in guidance.timescales
    )
    blocks: tuple[Block, ...] = (Bullets(items),) if items else (Text(voice.say("no_timescales")),)
    return Section("timescales", voice.say("heading_timescales"), blocks)
