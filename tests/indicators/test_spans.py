"""In which span of an indicator's own length a value lies, and which months lack."""

import pytest

from wps_eval.codes import Direction, FigureStatus, MeasureType, Per, Topic
from wps_eval.indicators.spans import missing_months, own_span, spell_spans
from wps_eval.indicators.subject import Subject
from wps_eval.sources.figure import Figure
from wps_eval.values import Domain, Span, Unit


@pytest.mark.parametrize(
    ("per", "starts", "month", "first"),
    [
        (Per.YEAR, 1, (2022, 5), (2022, 1)),
        (Per.YEAR, 1, (2022, 12), (2022, 1)),
        (Per.YEAR, 9, (2022, 8), (2021, 9)),  # the last month of a school year
        (Per.YEAR, 9, (2022, 9), (2022, 9)),  # and the first
        (Per.YEAR, 4, (2022, 3), (2021, 4)),
        (Per.YEAR, 4, (2022, 4), (2022, 4)),
        (Per.HALF_YEAR, 1, (2022, 6), (2022, 1)),
        (Per.HALF_YEAR, 1, (2022, 7), (2022, 7)),
        (Per.QUARTER, 2, (2022, 1), (2021, 11)),
        (Per.QUARTER, 2, (2022, 2), (2022, 2)),
        (Per.MONTH, 1, (2022, 1), (2022, 1)),
    ],
)
def test_a_value_lies_in_the_span_in_which_its_last_day_lies(per, starts, month, first):
    subject = Subject(
        code="C-x", title="x", unit=Unit.read("women"), kind=Topic.COUNT, pillar="context",
        data_type=MeasureType.FLOW, direction=Direction.UP, per=per, per_starts=starts,
    )  # fmt: skip
    assert own_span(Span.month(*month), subject) == Span.stretch(*first, per.months)


def test_months_that_no_final_part_covers_are_spelled_as_stretches():
    parts = [
        Figure(indicator="C-x", domain=Domain("IQ"), span=span, value=1, source="A",
               status=FigureStatus(status))
        for span, status in (
            (Span.stretch(2022, 3, 2), "final"),
            (Span.month(2022, 6), "preliminary"),
            (Span.year(2023), "final"),
        )
    ]  # fmt: skip
    missing = missing_months(parts, Span.stretch(2022, 1, 6))
    assert missing == tuple(Span.month(2022, month) for month in (1, 2, 5, 6))
    assert spell_spans(missing) == ("2022-01-01/2022-02-28", "2022-05-01/2022-06-30")
