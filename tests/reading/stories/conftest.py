"""The project's own content, read with all that it taught."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import tests.project
from bot.content.load import Content
from bot.reading import Reader
from bot.reading.meaning import Meaning
from bot.reading.owners import Owners


@pytest.fixture(scope="session")
def project() -> Content:
    return tests.project.content()


@pytest.fixture(scope="session")
def meaning() -> Meaning:
    return tests.project.meaning()


@pytest.fixture(scope="session")
def owners(project: Content, meaning: Meaning) -> Owners:
    return Owners(meaning.owners, meaning.topics, project)


@pytest.fixture(scope="session")
def understood() -> Reader:
    return tests.project.taught()


@pytest.fixture(scope="session")
def signs_alone() -> Reader:
    return tests.project.signs_alone()


@pytest.fixture()
def step_by_step() -> Iterator[None]:
    """TensorFlow without a graph: for a few steps, to build one would take longest."""
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)
