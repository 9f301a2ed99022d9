"""The project's exercises: they load, check clean, and teach what the set is there for."""

from __future__ import annotations

from bot.exercises.check import check
from bot.exercises.check_answers import accepted
from bot.exercises.core import agrees, suggested
from bot.exercises.load import load_balance
from bot.exercises.model import Exercise, Feature, Stage
from bot.exercises.texts import texts
from tests.exercises.project import CONTENT, EXERCISES, each_exercise, each_stage

# the cases of the source documents, and what each has to teach
MODELLED = {
    "injured_infant": {Feature.NEWS_CHANGES_EVERYTHING},
    "invisible_fifteen": {Feature.NEWS_CHANGES_EVERYTHING},
    "after_the_assembly": {Feature.NEWS_CHANGES_EVERYTHING},
    "missing_from_care": {Feature.NEWS_CHANGES_EVERYTHING},
    "graded_neglect": {Feature.EARLY_HELP_IS_RIGHT},
    "eleven_and_older_males": {Feature.NEWS_CHANGES_EVERYTHING},
    "separated_parents": {Feature.EARLY_HELP_IS_RIGHT, Feature.CONSENT_REFUSED},
    "coach_messages": {Feature.LADO},
}


def test_no_exercise_has_a_fault():
    assert [str(problem) for problem in check(CONTENT) if not problem.warning] == []


def test_the_set_offers_every_area_level_feature_and_group_of_topics():
    assert [str(problem) for problem in check(CONTENT) if problem.file == "data/exercises/_set.yml"] == []


def test_the_cases_of_the_source_documents_are_there():
    for key, features in MODELLED.items():
        assert features <= set(EXERCISES[key].features), key


@each_stage
def test_the_model_answer_is_the_cores_or_says_why_not(exercise: Exercise, stage: Stage):
    assert agrees(stage, suggested(exercise, stage, CONTENT)) == (stage.model.differs is None)


@each_stage
def test_a_stage_can_be_asked_about_argued_and_got_wrong(exercise: Exercise, stage: Stage):
    assert len(stage.wanted) >= 3 and len(stage.mistakes) >= 2 and len(stage.discuss) >= 2


@each_stage
def test_no_accepted_answer_is_told_that_it_is_a_mistake(exercise: Exercise, stage: Stage):
    assert not any(mistake.applies(vote) for mistake in stage.mistakes for vote in accepted(stage.model))


@each_stage
def test_where_a_red_flag_decides_there_is_one_level(exercise: Exercise, stage: Stage):
    if suggested(exercise, stage, CONTENT).red_flags:
        lowest = min(stage.model.also_tiers, key=lambda tier: tier.rank, default=stage.model.vote.tier)
        assert lowest.rank >= stage.model.vote.tier.rank


@each_exercise
def test_the_level_falls_only_when_something_is_over_or_better(exercise: Exercise):
    for before, after in zip(exercise.stages, exercise.stages[1:]):
        over = after.facts.get("past", []) != before.facts.get("past", [])
        answered = after.facts.get("answers", {}) != before.facts.get("answers", {})
        if not over and not answered:
            assert after.model.vote.tier.rank >= before.model.vote.tier.rank, after.id


@each_exercise
def test_over_placing_gets_feedback_where_early_help_is_right(exercise: Exercise):
    if Feature.EARLY_HELP_IS_RIGHT in exercise.features:
        higher = [
            mistake
            for stage in exercise.stages
            for mistake in stage.mistakes
            if any(tier.rank > stage.model.vote.tier.rank for tier in mistake.tiers)
        ]
        assert higher


@each_exercise
def test_a_warning_names_support_at_work(exercise: Exercise):
    if exercise.warning is not None:
        assert "safeguarding lead" in exercise.warning.support and "staff support" in exercise.warning.support


@each_exercise
def test_no_text_says_that_a_threshold_is_met(exercise: Exercise):
    for location, text in texts(exercise):
        said = text.lower()
        assert "threshold met" not in said and "threshold is met" not in said, location
        assert "no further action needed" not in said, location


def test_every_topic_has_a_group():
    balance = load_balance()
    assert {balance.group_of(topic).id for topic in CONTENT.topics} == {group.id for group in balance.groups}
