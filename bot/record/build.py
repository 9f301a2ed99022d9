"""A conversation, and what the practitioner writes at its end → the record.

Modelled on the decision report of the New South Wales Mandatory Reporter Guide: it explains the outcome
from the answers, says what to have ready, names edition and date, stops nobody from acting, and
leaves blanks for what is written in by hand after printing. No name is ever in it.
"""

from __future__ import annotations

from datetime import datetime

from bot.content.model import Route
from bot.dialogue.answer import voice_for
from bot.dialogue.asking import label_of, words_of
from bot.dialogue.case import UNKNOWN
from bot.dialogue.dates import in_words
from bot.dialogue.reasons import reasons_block
from bot.dialogue.route_text import route_text
from bot.dialogue.turn import Moment
from bot.dialogue.words import Voice
from bot.guidance import Guidance
from bot.record.model import Field, Missing, Part, Record, Written

_BLANKS = ("child", "birth", "address", "family", "practitioner", "service", "phone", "spoke_to", "reference")
_ANSWERED = ("home", "place", "age", "role", "in_danger", "other_children", "open_to", "parents", "tried")
_READY = 4  # lines of what to have ready
_BELOW = {Route.UNIVERSAL, Route.EARLY_HELP}


def missing(written: Written, moment: Moment) -> dict[Field, str]:
    """What has to be filled in first: field → key of the sentence that says why.

    A decision other than the suggestion needs a reason. Setting aside a red flag, ticked or not, needs
    whom the practitioner consulted as well (practice note, correction 18).
    """
    guidance = moment.guidance
    if not written.decision:
        return {Field.DECISION: "record_error_decision"}
    suggested = {route.value for route in guidance.agreed_by}
    found: dict[Field, str] = {}
    is_flagged = bool(guidance.red_flags or _not_ticked(moment))
    sets_aside = is_flagged and written.decision in {route.value for route in _BELOW}
    if (sets_aside or written.decision not in suggested) and not written.reason:
        found[Field.REASON] = "record_error_reason"
    if sets_aside and not written.consulted:
        found[Field.CONSULTED] = "record_error_consulted"
    return found


def build(moment: Moment, written: Written, reference: str) -> Record:
    """The record of this moment.

    Raises Missing if something has to be filled in first.
    """
    guidance = moment.guidance
    if fields := missing(written, moment):
        raise Missing(fields)
    voice = voice_for(guidance, moment.now)
    parts = (
        _about(moment, voice, reference),
        Part(voice.say("record_heading_blanks"), (voice.say("record_blanks"),), (), _blanks(voice)),
        _written(voice, "saw", written.saw),
        _written(voice, "child_words", written.child_words),
        _written(voice, "opinion", written.opinion),
        _answers(moment, voice),
        _concerns(guidance, voice),
        _list(voice, "not_ticked", _not_ticked(moment)),
        _list(voice, "strengths", _strengths(moment)),
        _list(voice, "unknowns", tuple(moment.content.questions[key].ask for key in guidance.unknowns)),
        _suggested(moment, voice),
        _decided(voice, written),
        _list(voice, "sharing", _sharing(guidance, voice)),
        _list(voice, "ready", tuple(voice.say(f"ready_{number}") for number in range(1, _READY + 1))),
        _reviewed(voice, written),
    )
    return Record(
        reference,
        voice.say("record_title"),
        _made(moment.now),
        voice.say("record_promise"),
        tuple(part for part in parts if part is not None),
    )


def _made(now: datetime) -> str:
    return f"{in_words(now.date())}, {now:%H:%M}"


def _about(moment: Moment, voice: Voice, reference: str) -> Part:
    partnership, edition = moment.area.partnership, moment.content.edition
    document = partnership.threshold_document
    named = " ".join(filter(None, (document.name + ".", voice.certainty(document.certainty))))
    pairs = (
        (voice.say("record_label_reference"), reference),
        (voice.say("record_label_made"), _made(moment.now)),
        (voice.say("record_label_area"), partnership.name),
        (voice.say("record_label_document"), named),
        (voice.say("record_label_edition"), f"{edition.edition}, {in_words(edition.dated)}"),
    )
    national = () if partnership.signed_off else (moment.content.rules["national_signs"].text,)
    return Part(voice.say("record_heading_about"), national, (), pairs)


def _blanks(voice: Voice) -> tuple[tuple[str, str], ...]:
    return tuple((voice.say(f"record_blank_{name}"), "") for name in _BLANKS)


def _written(voice: Voice, name: str, text: str) -> Part:
    """A part in the practitioner's words; left empty, it is a line to write on."""
    heading = voice.say(f"record_heading_{name}")
    return Part(heading, tuple(text.splitlines()) if text else (voice.say("referral_missing"),))


def _list(voice: Voice, name: str, items: tuple[str, ...]) -> Part | None:
    return Part(voice.say(f"record_heading_{name}"), (), items) if items else None


def _answers(moment: Moment, voice: Voice) -> Part | None:
    """The facts that were answered, without what is not known."""
    pairs = tuple(
        (words_of(given.question, voice)[0], label_of(given.question, given.values, moment.case, voice))
        for given in moment.case.answers
        if given.question in _ANSWERED and UNKNOWN not in given.values
    )
    return Part(voice.say("record_heading_answers"), (), (), pairs) if pairs else None


def _concerns(guidance: Guidance, voice: Voice) -> Part:
    tiers = voice.content
    items = tuple(
        voice.say(
            "record_concern",
            statement=one.indicator.statement,
            tier=tiers.tier(one.tier).name,
            sources=voice.sources(one.indicator.sources),
            certainty=voice.certainty(one.indicator.certainty),
        ).strip()
        for one in guidance.concerns
        if one.counts
    )
    return Part(voice.say("record_heading_concerns"), (), items or (voice.say("record_no_concerns"),))


def _not_ticked(moment: Moment) -> tuple[str, ...]:
    """Signs to act on at once that were read as present, and that the practitioner did not tick."""
    case, indicators = moment.case, moment.content.indicators
    ticked = case.values("concerns")
    return tuple(
        indicators[one.indicator].statement
        for one in case.proposals
        if ticked is not None
        and one.status == "present"
        and one.indicator not in ticked
        and indicators[one.indicator].red_flag
    )


def _strengths(moment: Moment) -> tuple[str, ...]:
    protective = moment.content.protective
    return tuple(protective[key].statement for key in sorted(moment.situation.protective))


def _suggested(moment: Moment, voice: Voice) -> Part:
    guidance = moment.guidance
    main = route_text(guidance, guidance.main_route)
    lines = [voice.fill(main.heading) + ". " + voice.fill(main.lead)]
    if any(one.counts for one in guidance.concerns):
        lines.append(f"{voice.say('label_need')}: {moment.content.tier(guidance.tier).name}.")
        if guidance.level is not None:
            level = guidance.level
            local = f"{level.number}: {level.name}" if level.number else level.name
            home = Voice(guidance.home_area, voice.role.id)
            label = home.say("label_local_level")
            lines.append(" ".join(filter(None, (f"{label}: {local}.", voice.certainty(level.certainty)))))
    reasons = tuple(
        voice.say("record_reason", reason=one.text, sources=one.source, certainty=one.certainty).strip()
        for one in reasons_block(guidance, voice).items
    )
    return Part(voice.say("record_heading_suggested"), tuple(lines), reasons)


def _decided(voice: Voice, written: Written) -> Part:
    pairs = (
        (voice.say("record_label_decision"), voice.content.routes[written.decision].label),
        (voice.say("record_label_reason"), written.reason),
        (voice.say("record_label_consulted"), written.consulted),
        (voice.say("record_label_contacted"), written.contacted),
    )
    return Part(voice.say("record_heading_decided"), (), (), pairs)


def _sharing(guidance: Guidance, voice: Voice) -> tuple[str, ...]:
    keys = ("sharing_lawful", guidance.sharing.openness, guidance.sharing.consent)
    return tuple(voice.say(key) for key in keys)


def _reviewed(voice: Voice, written: Written) -> Part:
    review = in_words(written.review) if written.review else ""
    return Part(voice.say("record_heading_review"), (), (), ((voice.say("record_label_review"), review),))
