"""Each check finds its fault, says on which line it is, and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.content.load import Content
from bot.exercises.check import check_file
from tests.exercises.small import Change, problems, small_exercise, write


def stage(number: int, **changes: Any) -> Change:
    """Change fields of a stage."""
    return lambda exercise: exercise["stages"][number].update(changes)


def facts(number: int, **changes: Any) -> Change:
    """Change facts of a stage; None takes one away."""

    def change(exercise: dict[str, Any]) -> None:
        known = exercise["stages"][number]["facts"]
        known.update(changes)
        for key in [key for key, value in known.items() if value is None]:
            del known[key]

    return change


def model(number: int, **changes: Any) -> Change:
    """Change fields of a stage's model answer."""
    return lambda exercise: exercise["stages"][number]["model"].update(changes)


def top(**changes: Any) -> Change:
    """Change fields of the exercise."""
    return lambda exercise: exercise.update(changes)


def test_a_good_exercise_has_no_problem(content: Content, folder: Path):
    assert problems(content, folder) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (top(area="atlantis"), "area 'atlantis' does not exist"),
        (top(role="wizard"), "role 'wizard' does not exist"),
        (top(roles=["other", "wizard"]), "role 'wizard' does not exist"),
        (top(topics=["neglect", "weather"]), "topic 'weather' does not exist"),
        (top(sources=["a_dream"]), "source 'a_dream' does not exist"),
        (stage(0, learning=[{"text": "So.", "sources": ["a_dream"]}]), "source 'a_dream' does not exist"),
        (facts(1, concerns=["hungry_most_days", "angry"]), "concerns: 'angry' does not exist"),
        (facts(1, concerns="hungry_most_days"), "concerns must be a list"),
        (facts(0, past=["angry"]), "past: 'angry' does not exist"),
        (facts(1, vulnerabilities=["small"]), "vulnerabilities: 'small' does not exist"),
        (facts(1, strengths=["strong"]), "strengths: 'strong' does not exist"),
        (facts(1, answers={"child_hunger": "fed", "why": "so"}), "question 'why' does not exist"),
        (facts(1, answers={"child_hunger": "perhaps"}), "question 'child_hunger' has no option 'perhaps'"),
        (facts(1, answers=["child_hunger"]), "answers must be questions with an option each"),
        (facts(0, age="old"), "age 'old' does not exist"),
        (facts(0, parents=["agree"]), "parents ['agree'] does not exist"),
        (facts(0, open_to="everybody"), "open_to 'everybody' does not exist"),
        (facts(0, tried="hard"), "tried 'hard' does not exist"),
        (facts(0, place="atlantis"), "place 'atlantis' does not exist"),
        (facts(0, role="wizard"), "role 'wizard' does not exist"),
        (facts(0, danger="a bit"), "danger is 'a bit'"),
        (facts(0, at="teatime"), "at is 'teatime'"),
        (facts(0, colour="blue"), "'colour' is no kind of fact"),
    ],
)
def test_what_does_not_exist_is_named(content: Content, folder: Path, change: Change, message: str):
    assert any(message in one.message and not one.warning for one in problems(content, folder, change))


def test_a_misspelt_choice_is_answered_with_all_that_there_are(content: Content, folder: Path):
    (one,) = problems(content, folder, facts(0, tried="hard"), facts(1, tried="no_change"))
    assert one.mend == "use helping, no_change, nothing_yet, unknown"


def test_a_misspelt_id_among_many_gets_the_likeliest(content: Content, folder: Path):
    found = problems(content, folder, facts(0, concerns=["injury_nonmobile_baby"]))
    assert "did you mean injury_non_mobile_baby?" in {one.mend for one in found}


def test_a_problem_names_its_file_and_line(content: Content, folder: Path):
    (one,) = problems(content, folder, top(sources=["practice", "a_dream"]))
    lines = (folder / "small.yml").read_text("utf-8").splitlines()
    assert one.file == "data/exercises/small.yml"
    assert lines[one.line - 1] == "- a_dream"


# --- The model answer and the core ---


def test_a_model_answer_that_the_core_does_not_give_is_explained(content: Content, folder: Path):
    vote = {"route": "strategy_discussion", "urgency": "now", "tier": "child_in_need"}
    (one,) = problems(content, folder, model(1, vote=vote))
    assert "the model answer is strategy_discussion, now, child_in_need" in one.message
    assert "the core says strategy_discussion, now, child_protection (red_flag)" in one.message
    assert problems(content, folder, model(1, vote=vote, differs="Gran has fed him.")) == []


def test_a_difference_that_is_none_is_not_explained(content: Content, folder: Path):
    (one,) = problems(content, folder, model(0, differs="So it is."))
    assert "the core says the same" in one.message


@pytest.mark.parametrize(
    ("also", "accepted"),
    [
        ({"also_tiers": ["child_in_need"]}, "accepts child_in_need beside a red flag (days_without_food)"),
        ({"also_urgencies": ["today"]}, "accepts today beside a red flag"),
        ({"also_routes": ["early_help"]}, "accepts early_help beside a red flag"),
    ],
)
def test_a_red_flag_has_one_answer(content: Content, folder: Path, also: dict[str, Any], accepted: str):
    (one,) = problems(content, folder, model(1, **also))
    assert accepted in one.message


def test_what_holds_besides_is_something_else(content: Content, folder: Path):
    (one,) = problems(content, folder, model(0, also_tiers=["early_help_multi"]))
    assert "also_tiers holds the model answer itself" in one.message


@pytest.mark.parametrize(
    "mistake",
    [
        {"feedback": "Oh."},
        {"tiers": ["early_help_multi"], "feedback": "Oh."},
        {"tiers": ["early_help_single", "child_in_need"], "feedback": "Oh."},
        {"routes": ["early_help"], "urgencies": ["soon"], "feedback": "Oh."},
    ],
)
def test_no_answer_is_both_right_and_a_mistake(content: Content, folder: Path, mistake: dict[str, Any]):
    (one,) = problems(content, folder, stage(0, mistakes=[mistake]))
    assert "calls a mistake what the model answer accepts" in one.message


def test_a_case_in_which_nothing_changes_is_pointed_out(content: Content, folder: Path):
    vote = {"route": "early_help", "urgency": "soon", "tier": "early_help_multi"}
    again = (
        facts(1, concerns=["hungry_most_days"]),
        model(1, vote=vote),
        stage(1, mistakes=[]),
        top(features=[]),
    )
    assert {one.message for one in problems(content, folder, *again) if one.warning} == {
        "small: days: nothing new is known",
        "small: every stage has the same model answer",
    }


# --- What is known grows ---


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ({}, {"age": None}, "age was known before and is gone"),
        ({}, {"answers": {}}, "answers child_hunger was known before and is gone"),
        ({}, {"concerns": ["days_without_food"]}, "concerns hungry_most_days was known before and is gone"),
        (
            {"strengths": ["strength_family_step_in"]},
            {"strengths": []},
            "strengths strength_family_step_in was known before",
        ),
    ],
)
def test_facts_never_shrink(
    content: Content, folder: Path, before: dict[str, Any], after: dict[str, Any], lost: str
):
    found = problems(content, folder, facts(0, **before), facts(1, **after))
    assert any(lost in one.message and not one.warning for one in found)


def test_a_concern_may_be_over(content: Content, folder: Path):
    assert (
        problems(content, folder, facts(1, concerns=["days_without_food"], past=["hungry_most_days"])) == []
    )


# --- What a case teaches ---


@pytest.mark.parametrize(
    "feature", ["early_help_is_right", "consent_refused", "lado", "challenge", "tool_is_wrong"]
)
def test_a_feature_that_no_stage_shows(content: Content, folder: Path, feature: str):
    (one,) = problems(content, folder, top(features=[feature]))
    assert f"says it teaches {feature}" in one.message


def test_news_that_changes_nothing(content: Content, folder: Path):
    def same_route(exercise: dict[str, Any]) -> None:
        exercise["stages"][0]["model"] = {
            **exercise["stages"][1]["model"],
            "differs": "So it is.",
        }

    (one,) = (one for one in problems(content, folder, same_route) if not one.warning)
    assert "says it teaches news_changes_everything" in one.message


# --- What participants read ---


def test_a_hard_case_needs_a_warning(content: Content, folder: Path):
    warning = {"about": "A child goes hungry.", "support": "Talk to your manager."}
    path = write(folder, small_exercise(), needs_warning=["neglect"])
    (one,) = check_file(content, path, folder)
    assert "is about neglect and has no warning" in one.message
    path = write(folder, {**small_exercise(), "warning": warning}, needs_warning=["neglect"])
    assert check_file(content, path, folder) == []


def test_so_does_one_whose_facts_are_hard_although_its_topics_are_not(content: Content, folder: Path):
    path = write(folder, {**small_exercise(), "topics": ["poverty"]}, needs_warning=["neglect"])
    (one,) = check_file(content, path, folder)
    assert "is about neglect and has no warning" in one.message


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("?!", "holds no word, so it is heard in an empty text"),
        ("!food", "holds !, which means something else where words are read"),
        ("food|lunch", "holds |, which means something else where words are read"),
        ("is", "is too short"),
        ("who", "is a word of nearly every sentence"),
    ],
)
def test_words_that_would_be_heard_anywhere(content: Content, folder: Path, said: str, fault: str):
    wanted = [{"ask": "Is there food?", "said": ["food", said], "because": "He has to eat."}]
    (one,) = problems(content, folder, stage(0, wanted=wanted))
    assert one.message == f"small: hungry: said {said!r} {fault}"


@pytest.mark.parametrize("said", ["GP", "dad", "who lives there", "self-harm"])
def test_words_that_people_use_when_they_ask(content: Content, folder: Path, said: str):
    wanted = [{"ask": "Is there food?", "said": [said], "because": "He has to eat."}]
    assert problems(content, folder, stage(0, wanted=wanted)) == []


def test_a_hard_sentence_is_pointed_out(content: Content, folder: Path):
    hard = "Multidisciplinary practitioners should always operationalise proportionate interventions today."
    found = problems(content, folder, stage(0, discuss=[hard]))
    assert [one.message for one in found if one.warning and hard in one.message]


def test_a_case_that_is_hard_to_read_is_refused(content: Content, folder: Path):
    hard = "Multidisciplinary practitioners should always operationalise proportionate interventions today."
    found = problems(content, folder, *(stage(number, tells=[hard] * 3, discuss=[hard]) for number in (0, 1)))
    assert any("its reading age is" in one.message and not one.warning for one in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ask the ZQX team.", "ZQX is not explained"),
        ("Ring 0808 2000 248 at once.", "no contact has the number 0808 2000 248"),
        ("Ring 911 at once.", "no contact has the number 911"),
        ("They are on 116 124.", "no contact has the number 116 124"),
        ("Ring {front_door} today.", "nothing fills {front_door}"),
    ],
)
def test_what_a_participant_could_not_use(content: Content, folder: Path, text: str, message: str):
    (one,) = problems(content, folder, stage(0, discuss=[text]))
    assert message in one.message


def test_a_number_of_the_content_may_be_said(content: Content, folder: Path):
    assert problems(content, folder, stage(0, discuss=["Would you ring 999 here?"])) == []


# --- The shape ---


def test_one_stage_is_too_few(content: Content, folder: Path):
    found = problems(content, folder, lambda exercise: exercise["stages"].pop())
    assert [one.message for one in found] == ["small: stages: a case has 2 to 5 stages"]
    assert "docs/training.md" in found[0].mend


def test_a_file_that_is_empty_or_no_yaml_or_has_another_name(content: Content, folder: Path):
    path = write(folder, small_exercise())
    other = path.with_name("other.yml")
    other.write_bytes(path.read_bytes())
    assert (
        "the id is 'small', and the file is called other.yml" in check_file(content, other, folder)[0].message
    )
    other.write_text("", "utf-8")
    assert check_file(content, other, folder)[0].message == "the file is empty"
    other.write_text("a: [", "utf-8")
    assert "not valid YAML" in check_file(content, other, folder)[0].message
