"""A sum knows every row that it was added up of, also where its parts are sums."""

from wps_eval.codes import Direction, FigureStatus, MeasureType, Topic
from wps_eval.errors import Where
from wps_eval.indicators.added_up import add_up
from wps_eval.indicators.subject import Subject
from wps_eval.indicators.value_rows import figure_rows, values_in
from wps_eval.results.store import frame
from wps_eval.sources.figure import Figure
from wps_eval.values import Domain, Span, SumOf, Unit

SUBJECT = Subject(
    code="C-x", title="x", unit=Unit.read("activities"), kind=Topic.COUNT, data_type=MeasureType.FLOW,
    direction=Direction.UP, pillar="context",
)  # fmt: skip
YEAR = Span.year(2022)


def figure(row, place="A"):
    return Figure(
        indicator="C-x", domain=Domain(place), span=YEAR, value=float(row), status=FigureStatus.FINAL,
        source="S", where=Where("f.csv", "", row),
    )  # fmt: skip


def added(*parts, of="month", place="A"):
    return add_up(parts, SUBJECT, Domain(place), YEAR, SumOf(len(parts), of))


def test_a_sum_of_sums_names_the_rows_that_were_returned_and_no_sum():
    first, second = added(figure(2), figure(3)), added(figure(4), figure(5), place="B")
    whole = added(first, second, figure(9, "C"), of="governorates", place="W")
    assert [where.row for where in whole.made_of] == [2, 3, 4, 5, 9]
    assert whole.value == 2 + 3 + 4 + 5 + 9
    assert figure(2).made_of == ()


def test_its_rows_are_kept_in_the_table_of_figures():
    whole = added(figure(2), figure(3))
    table = frame("figures", figure_rows("x", [whole, figure(7, "Z")], {"C-x": SUBJECT}))
    assert {v.domain.place: v.made_of for v in values_in(table)} == {"A": whole.made_of, "Z": ()}
