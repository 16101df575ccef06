"""That no row of a test over many rows fails unseen."""

import pytest

from tests.rows import each_row


def test_every_row_that_fails_is_named_and_the_others_are_checked_too():
    seen = []

    @each_row([1, 2, 3, 4])
    def test_small(number):
        seen.append(number)
        assert number in (1, 3), "too large"

    with pytest.raises(ExceptionGroup, match="2 of 4 rows") as raised:
        test_small()
    assert seen == [1, 2, 3, 4]
    assert [error.__notes__ for error in raised.value.exceptions] == [["row: 2"], ["row: 4"]]
    assert test_small.__name__ == "test_small"


def test_rows_are_spread_over_several_arguments_and_any_error_counts():
    @each_row([("a", 1), ("b", 0)])
    def divide(name, number):
        assert name in "ab" and 1 / number == 1

    with pytest.raises(ExceptionGroup, match="1 of 2 rows") as raised:
        divide()
    (error,) = raised.value.exceptions
    assert (type(error), error.__notes__) == (ZeroDivisionError, ["row: ('b', 0)"])


def test_a_test_without_rows_is_an_error():
    with pytest.raises(ValueError, match="found no row"):
        each_row([])
