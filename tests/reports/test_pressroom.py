"""Many reports at once: in the order asked for, the very bytes of a single press; an error comes out, and who leaves stops the work."""

from collections.abc import Generator, Iterator

import pytest
from tests.reports import reporting as at

from tijian.model.problem import InputError
from tijian.reports.model import Report
from tijian.reports.press import Form, Press
from tijian.reports.pressroom import Pressroom


def orders(count: int, form: Form) -> list[tuple[int, Report, Form]]:
    return [(number, at.report(one), form) for number, one in enumerate(at.many(count))]


@pytest.mark.parametrize(("presses", "form", "count"), [(1, "html", 12), (3, "html", 20), (2, "pdf", 4), (2, "docx", 3)])
def test_the_files_come_in_order_and_are_those_of_one_press(presses: int, form: Form, count: int) -> None:
    made = list(Pressroom(presses=presses).print_all(orders(count, form)))
    assert [number for number, _ in made] == list(range(count))
    assert [printed.data for _, printed in made] == [at.press().print(report, form).data for _, report, _ in orders(count, form)]


def test_orders_are_taken_as_they_are_needed_not_all_at_once() -> None:
    taken: list[int] = []

    def endless() -> Iterator[tuple[int, Report, Form]]:
        report, number = at.report(at.result("mask_a")), 0
        while True:
            taken.append(number)
            yield number, report, "html"
            number += 1

    made = Pressroom(presses=2).print_all(endless())
    assert isinstance(made, Generator)
    assert next(made)[0] == 0
    made.close()
    assert len(taken) < 20


def test_what_a_press_refuses_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijian.reports.missing.find_spec", lambda _: None)
    with pytest.raises(InputError) as caught:
        Pressroom(presses=2).make_ready("pdf")
    assert caught.value.problems[0].code == "E943"
    monkeypatch.setattr(Press, "print", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(Pressroom(presses=2).print_all(orders(5, "html")))
