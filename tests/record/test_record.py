"""The record: what has to be in it, what must be filled in first, and three files that say the same."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.content.model import Route
from bot.dialogue.case import Case, Given, Proposal
from bot.dialogue.turn import Moment
from bot.record import Field, Missing, Part, Record, Written, build
from bot.record.model import from_dict
from bot.record.pdf import to_pdf
from bot.record.text import to_text
from bot.record.word import to_word
from tests.guidance.moments import FRIDAY_17_05
from tests.project import content

CONTENT = content()
RED_FLAG = next(one for one in CONTENT.indicators.values() if one.red_flag)
MILD = next(one for one in CONTENT.indicators.values() if one.tier.value == "early_help_single")
OPEN_PLACE = re.compile(r"\{[a-z_]+\}")
# what a control character or a lone surrogate would be in a file is not for us to say
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=60
)


def moment(indicator: str, area: str = "walsall") -> Moment:
    case = Case(
        turn=4,
        answers=(Given("home", (area,), 1), Given("concerns", (indicator,), 2), Given("age", ("5_to_9",), 1)),
        proposals=(Proposal(indicator, "present", 2),),
    )
    return Moment(case, CONTENT, FRIDAY_17_05)


def decided(indicator: str, **written: str) -> Record:
    at = moment(indicator)
    written.setdefault("decision", at.guidance.main_route.value)
    return build(at, Written(**written), "TG-2345-6789")


def part(record: Record, heading: str) -> Part:
    return next(one for one in record.parts if one.heading == heading)


def test_without_a_decision_there_is_no_record() -> None:
    with pytest.raises(Missing) as error:
        build(moment(MILD.id), Written(), "TG-1")
    assert set(error.value.fields) == {Field.DECISION}


def test_another_decision_than_the_suggestion_needs_a_reason() -> None:
    with pytest.raises(Missing) as error:
        decided(MILD.id, decision="front_door")
    assert set(error.value.fields) == {Field.REASON}
    assert decided(MILD.id, decision="front_door", reason="He is scared.")


def test_everyday_support_alone_needs_a_reason_where_the_council_has_to_know() -> None:
    """It goes on beside the front door, and is no decision that fits."""
    assert {one.route for one in moment("privately_fostered").guidance.routes} >= {Route.UNIVERSAL}
    with pytest.raises(Missing) as error:
        decided("privately_fostered", decision="universal")
    assert set(error.value.fields) == {Field.REASON}
    assert decided("privately_fostered", decision="front_door")


def test_setting_a_red_flag_aside_needs_a_reason_and_whom_one_consulted() -> None:
    for decision in ("universal", "early_help"):
        with pytest.raises(Missing) as error:
            decided(RED_FLAG.id, decision=decision)
        assert set(error.value.fields) == {Field.REASON, Field.CONSULTED}
        assert decided(RED_FLAG.id, decision=decision, reason="Seen by a doctor.", consulted="Named doctor")


def unticked() -> Moment:
    at = moment(MILD.id)
    return at.with_case(at.case.with_proposals([(RED_FLAG.id, "present")]))


def test_a_red_flag_that_was_read_and_not_ticked_is_in_the_record_and_not_set_aside_in_silence() -> None:
    at = unticked()
    assert not at.guidance.red_flags
    with pytest.raises(Missing) as error:
        build(at, Written(decision="early_help"), "TG-1")
    assert set(error.value.fields) == {Field.REASON, Field.CONSULTED}
    record = build(at, Written(decision="early_help", reason="It was misread.", consulted="Our lead"), "TG-1")
    headings = [one.heading for one in record.parts if RED_FLAG.statement in one.bullets]
    assert headings == ["Signs to act on at once that were read and not ticked"]


@pytest.mark.parametrize("area", sorted(CONTENT.partnerships))
@pytest.mark.parametrize("sign", [RED_FLAG, MILD], ids=lambda one: one.id)
def test_it_names_area_document_edition_concern_and_sources_in_every_area(sign, area: str) -> None:
    at = moment(sign.id, area)
    record = build(at, Written(decision=at.guidance.main_route.value), "TG-2345-6789")
    text = to_text(record)
    partnership = CONTENT.partnerships[area]
    for said in (
        "TG-2345-6789",
        "Friday 27 November 2026, 17:05",
        partnership.name,
        partnership.threshold_document.name,
        CONTENT.edition.edition,
        sign.statement,
        CONTENT.sources[sign.sources[0]].title,
        "Child's name: ....",
    ):
        assert said in text
    assert not OPEN_PLACE.search(text)


def test_facts_the_childs_words_and_opinion_stand_apart() -> None:
    record = decided(MILD.id, saw="Late on Monday.", child_words="I was hungry", opinion="Mornings are hard.")
    assert part(record, "What I saw and heard").text == ("Late on Monday.",)
    assert part(record, "The child's own words").text == ("I was hungry",)
    assert part(record, "What I think, and why").text == ("Mornings are hard.",)


def test_what_was_not_filled_in_is_left_open() -> None:
    record = decided(MILD.id)
    assert part(record, "The child's own words").text == ("[to be filled in by you]",)


def test_a_record_survives_being_kept() -> None:
    record = decided(RED_FLAG.id, saw="Two\nlines")
    assert from_dict(record.to_dict()) == record


@settings(max_examples=8, deadline=None)
@given(saw=WORDS, reason=WORDS, route=st.sampled_from([route.value for route in Route]))
def test_whatever_is_written_every_file_is_made(saw: str, reason: str, route: str) -> None:
    record = decided(RED_FLAG.id, saw=saw, reason=reason or "x", decision=route, consulted="Named nurse")
    assert to_word(record) and to_pdf(record) and to_text(record)


HOSTILE = '#set page(fill: red) *bold* $x$ <script>alert(1)</script> =cmd() "quotes" \\ {braces}'


def test_words_stay_words_in_every_file() -> None:
    record = decided(MILD.id, saw=HOSTILE)
    document = Document(BytesIO(to_word(record)))
    assert HOSTILE in [paragraph.text for paragraph in document.paragraphs]
    assert HOSTILE in to_text(record)
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(to_pdf(record))).pages)
    assert "#set page(fill: red) *bold* $x$ <script>alert(1)</script>" in " ".join(said.split())


def test_the_word_file_has_real_headings_lists_tables_and_its_language() -> None:
    record = decided(MILD.id)
    data = to_word(record)
    document = Document(BytesIO(data))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [one.heading for one in record.parts]
    assert any(one.style.name == "List Bullet" for one in document.paragraphs)
    assert len(document.tables) == sum(bool(one.pairs) for one in record.parts)
    assert 'w:val="en-GB"' in ZipFile(BytesIO(data)).read("word/styles.xml").decode()


def test_letters_of_any_language_are_kept() -> None:
    urdu = "اس نے مجھے مارا"
    record = decided(MILD.id, child_words=urdu)
    assert urdu in to_text(record)
    assert urdu in [paragraph.text for paragraph in Document(BytesIO(to_word(record))).paragraphs]
    assert PdfReader(BytesIO(to_pdf(record))).trailer["/Root"]["/Lang"] == "en-GB"


def test_the_pdf_is_tagged_titled_and_in_british_english() -> None:
    root = PdfReader(BytesIO(to_pdf(decided(MILD.id)))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en-GB"
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
