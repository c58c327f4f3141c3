"""Whole releases, drawn at random: whoever has all that is released finds no hidden number."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from wps_eval.disclosure.audit import exposed
from wps_eval.disclosure.audit_puzzle import Knowledge
from wps_eval.disclosure.ledger import public_values
from wps_eval.disclosure.release import Policy, release
from wps_eval.disclosure.small_counts import SmallCounts
from wps_eval.results.store import frame
from wps_eval.values import Span

LIMITS = SmallCounts()
PLACES = (("IQ", ("N", "S", "KR")), ("KR", ("E", "D")))
LEAVES = ("N", "S", "E", "D")
KNOWLEDGE = Knowledge(
    PLACES, {"I": 5.0}, LIMITS.smallest_base, flows=frozenset({"I"}), totals=frozenset()
)
POLICY = Policy(LIMITS, PLACES)
counts = st.one_of(st.integers(0, 9), st.integers(0, 60))


def with_totals(leaves):
    """Counts of the leaves, with the Region's and the country's."""
    region = leaves["E"] + leaves["D"]
    return leaves | {"KR": region, "IQ": region + leaves["N"] + leaves["S"]}


def row(place, group, span, value):
    return {"edition": "e", "indicator": "I", "statistic": "value", "place": place, "group": group,
            "period_start": span.start, "period_end": span.end, "unit": "women", "evidence": "register",
            "estimate": value, "state": "shown"}  # fmt: skip


def tables(rows, measure="flow"):
    subjects = [{"indicator": "I", "unit": "women", "counts_people": True, "measure": measure}]
    return {"estimates": frame("estimates", rows), "subjects": frame("subjects", subjects)}


def crossed(draw, groups=("sex=f", "sex=m")):
    """Places and groups, with every margin."""
    year = Span.year(2022)
    by_group = [with_totals({place: draw(counts) for place in LEAVES}) for _ in groups]
    for place in with_totals(dict.fromkeys(LEAVES, 0)):
        values = [each[place] for each in by_group]
        yield row(place, "", year, sum(values))
        yield from (row(place, group, year, n) for group, n in zip(groups, values, strict=True))


def quarters(draw):
    """The quarters of each place, and its year."""
    by_quarter = [with_totals({place: draw(counts) for place in LEAVES}) for _ in range(4)]
    for place in with_totals(dict.fromkeys(LEAVES, 0)):
        yield row(place, "", Span.year(2022), sum(each[place] for each in by_quarter))
        for number, each in enumerate(by_quarter):
            yield row(place, "", Span.stretch(2022, 3 * number + 1, 3), each[place])


releases = st.one_of(
    st.composite(lambda draw: list(crossed(draw)))(),
    st.composite(lambda draw: list(quarters(draw)))(),
)


@settings(max_examples=25, deadline=None)
@given(releases)
def test_nobody_finds_a_hidden_number_of_a_release(rows):
    released = release(tables(rows), POLICY)["estimates"]
    assert exposed({"estimates": released}, KNOWLEDGE) == []


@settings(max_examples=15, deadline=None)
@given(releases, st.data())
def test_nobody_finds_one_with_the_edition_before(rows, data):
    """The first edition lacks some returns; the second has them all."""
    late = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=3))
    first = release(tables([r for i, r in enumerate(rows) if i not in late]), POLICY)["estimates"]
    policy = Policy(LIMITS, PLACES, public_values([first]))
    second = release(tables(rows), policy)["estimates"]
    nothing = second.assign(state="suppressed")
    before = exposed({"estimates": nothing}, KNOWLEDGE, [first])
    after = exposed({"estimates": second}, KNOWLEDGE, [first])
    assert [f for f in after if not any(f.is_no_worse_than(known) for known in before)] == []


shares = st.tuples(st.integers(0, 40), st.integers(0, 40))


@settings(max_examples=15, deadline=None)
@given(st.lists(shares, min_size=4, max_size=4))
def test_nobody_finds_the_count_behind_a_hidden_share(pairs):
    rows = []
    yes = with_totals({place: pair[0] for place, pair in zip(LEAVES, pairs, strict=True)})
    no = with_totals({place: pair[1] for place, pair in zip(LEAVES, pairs, strict=True)})
    for place in yes:
        whole = yes[place] + no[place]
        if whole:
            value = 100 * yes[place] / whole
            share = row(place, "", Span.year(2022), value) | {"unit": "% of women"}
            rows.append(share | {"numerator": yes[place], "denominator": whole})
    released = release(tables(rows), POLICY)["estimates"]
    assert exposed({"estimates": released}, KNOWLEDGE) == []


def survey_row(place, n, scale="s"):
    return row(place, "", Span(date(2022, 9, 1), date(2022, 9, 30)), 50.0) | {
        "indicator": scale, "unit": "score 0-100", "evidence": "survey", "n": n, "n_missing": 0,
        "round": "r",
    }  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(5, 90), min_size=4, max_size=4))
def test_nobody_finds_a_base_of_a_survey_that_is_hidden(bases):
    totals = with_totals(dict(zip(LEAVES, bases, strict=True)))
    scales = [survey_row(place, n, scale) for scale in ("s", "t") for place, n in totals.items()]
    released = release({"knowledge": frame("knowledge", scales)}, POLICY)
    assert exposed(released, KNOWLEDGE) == []
