"""A share stays one: in percent, as a mean score, joined with others, picked out, in a table."""

import numpy as np
import pandas as pd
import pytest

from wps_eval import survey
from wps_eval.survey.knowledge import KnowledgeScores

SAID = {"kind": "probability", "weight": survey.EQUAL, "stratum": survey.UNSTRATIFIED, "psu": "id"}
# R, survey 4.1-1: q <- rep(5, 400); q[c(2, 91, 92)] <- 1
#    d <- svydesign(ids = ~id, weights = ~one, data = data.frame(q = q, id = rep(1:100, each = 4), one = 1))
#    confint(svyciprop(~I(q == 1), d, method = "logit", df = degf(d)))   0.001710231271 0.03225695302
LOW, HIGH = 0.17102312, 3.22569530


@pytest.fixture(scope="module")
def design():
    """3 of 400 people in 100 villages are not satisfied."""
    points = np.full(400, 5.0)
    points[[1, 90, 91]] = 1.0
    frame = pd.DataFrame({"q": points, "id": np.repeat(range(100), 4)})
    return survey.Design.from_rows(frame.assign(score=100.0 * (points == 1)), **SAID)


def ends(found):
    """The interval of the first number, in percent."""
    return [float(end[0]) for end in found.interval()]


ROADS = {
    "in percent": lambda d: survey.proportion(d, "q", 1).scaled(100.0),
    "a score of 0 or 100": lambda d: survey.mean(d, "score", whole=100.0),
    "of every answer": lambda d: survey.distribution(d, "q").scaled(100.0),
    "joined with a mean": lambda d: survey.combine(
        [survey.proportion(d, "q", 1).scaled(100.0), survey.mean(d, "q")]
    ),
    "joined with another round": lambda d: survey.combine_independent(
        [survey.mean(d, "score", whole=100.0), survey.mean(d, "q")]
    ),
    "picked out": lambda d: survey.satisfaction(d, ["q"]).select([1, 0, 2]),
    "of a test": lambda d: survey.estimate_knowledge(
        d,
        KnowledgeScores(
            *(d.frame[["q"]] == 1,) * 2, *(np.asarray(d.frame["score"], float) / k for k in (1, 1, 100))
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("road", ROADS)
def test_a_rare_share_keeps_its_interval_on_every_road(design, road):
    assert ends(ROADS[road](design)) == pytest.approx([LOW, HIGH], rel=1e-6)


def test_what_is_no_share_keeps_students_interval(design):
    joined = survey.combine([survey.proportion(design, "q", 1), survey.mean(design, "q")])
    # hand: t(0.975, 99) = 1.984217 either side of the mean
    half = 1.984217 * joined.se[1]
    assert [float(e[1]) for e in joined.interval()] == pytest.approx(
        [joined.estimate[1] - half, joined.estimate[1] + half], rel=1e-6
    )
    net = survey.satisfaction(design, ["q"]).select([2])  # top less bottom: may be -100 to 100
    assert ends(net)[1] - net.estimate[0] == pytest.approx(net.estimate[0] - ends(net)[0])


def test_a_score_corrected_for_guessing_may_lie_below_nothing():
    """Hand: of two choices each, 9 of 10 people guess wrong: (1 - 9 / 1) / 10 = -80 %."""
    frame = pd.DataFrame({"k": [1] + [2] * 9, "id": range(10)})
    design = survey.Design.from_rows(frame, **SAID)
    scores = survey.score_knowledge(frame, {"k": 1}, unsure=(), options={"k": 2})
    found = survey.estimate_knowledge(design, scores)
    corrected = found.select([found.find("score_corrected")])
    assert corrected.estimate[0] == pytest.approx(-80)
    assert ends(corrected)[0] < -80 < ends(corrected)[1]


def test_a_mean_score_stays_inside_its_scale():
    """A score of parts of 100, near the bottom; Student's interval would reach below 0."""
    # R, survey 4.1-1: d <- svydesign(ids = ~id, weights = ~one, data = data.frame(s = c(rep(0, 38), .2, .5), id = 1:40, one = 1))
    #    g <- svyglm(s ~ 1, d, family = quasibinomial(), epsilon = 1e-14)
    #    plogis(coef(g) + c(-1, 1) * qt(.975, 39) * SE(g))   0.003692968972 0.078842838031
    frame = pd.DataFrame({"s": [0.0] * 38 + [20.0, 50.0], "id": range(40)})
    found = survey.mean(survey.Design.from_rows(frame, **SAID), "s", whole=100.0)
    assert ends(found) == pytest.approx([0.3692968972, 7.8842838031], rel=1e-6)
    low, _ = found.interval(how="student")
    assert low[0] < 0
