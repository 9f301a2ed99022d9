import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.reading.side_by_side import side_by_side


def _square_and_process(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


@pytest.mark.parametrize("least", [10, 1000])
def test_results_come_in_the_order_of_the_items(least: int) -> None:
    with side_by_side(_square_and_process, range(100), least) as results:
        assert [square for square, _ in results] == [number * number for number in range(100)]


def test_few_items_start_no_process() -> None:
    with side_by_side(_square_and_process, range(9), 10) as results:
        assert {process for _, process in results} == {os.getpid()}


def test_what_the_work_holds_need_not_be_sent() -> None:
    held = {"lambda": lambda number: number + 1}  # cannot be pickled

    def work(number: int) -> int:
        return int(held["lambda"](number))

    with side_by_side(work, range(20), 10) as results:
        assert list(results) == list(range(1, 21))


def test_an_error_reaches_whoever_asked() -> None:
    def work(number: int) -> int:
        raise ValueError("no good")

    with pytest.raises(ValueError, match="no good"), side_by_side(work, range(20), 10) as results:
        list(results)


def test_nothing_is_forked_in_a_thread_of_a_server() -> None:
    def processes() -> set[int]:
        with side_by_side(_square_and_process, range(100), 10) as results:
            return {process for _, process in results}

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(processes).result() == {os.getpid()}
