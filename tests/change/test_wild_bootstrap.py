"""The wild cluster bootstrap beside a plain one that fits every sample anew, and at its edges."""

import numpy as np
import pytest

from wps_eval.change import wild_bootstrap
from wps_eval.change.wild_bootstrap import WEBB, wild_cluster_bootstrap
from wps_eval.errors import DesignFaults


def sample(clusters=6, size=60, seed=4):
    stream = np.random.Generator(np.random.PCG64(seed))
    cluster = np.arange(size) % clusters
    treated, after = (cluster < clusters / 2) * 1.0, (stream.random(size) < 0.5) * 1.0
    x = np.column_stack([np.ones(size), treated, after, treated * after])
    y = stream.normal(size=size) + stream.normal(size=clusters)[cluster]
    return y, x, stream.uniform(0.5, 1.5, size), cluster


def fitted(y, x, w):
    """Weighted least squares by the square roots of the weights."""
    root = np.sqrt(w)
    return np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0]


def t_statistic(y, x, w, cluster, null, position=3):
    """Cluster-robust t (CR1) of a coefficient, cluster by cluster."""
    coefficients = fitted(y, x, w)
    bread = np.linalg.inv(x.T @ np.diag(w) @ x)
    meat = np.zeros(bread.shape)
    labels = sorted(set(cluster))
    for each in labels:
        own = cluster == each
        score = x[own].T @ (w[own] * (y - x @ coefficients)[own])
        meat += np.outer(score, score)
    count = len(labels)
    factor = count / (count - 1) * (len(y) - 1) / (len(y) - x.shape[1])
    return (coefficients[position] - null) / np.sqrt(
        factor * (bread @ meat @ bread)[position, position]
    )


def refitted(y, x, w, cluster, null, draws, position=3):
    """The statistics of bootstrap samples, each made row by row and fitted anew under an imposed null."""
    others = np.delete(x, position, axis=1)
    under_null = others @ fitted(y - null * x[:, position], others, w) + null * x[:, position]
    return np.array([
        t_statistic(under_null + (y - under_null) * draw[cluster], x, w, cluster, null)
        for draw in draws
    ])  # fmt: skip


def draws_of(count, clusters):
    stream = np.random.Generator(np.random.PCG64(wild_bootstrap.SEED))
    return np.asarray(WEBB)[stream.integers(6, size=(count, clusters))]


def test_p_is_that_of_samples_fitted_one_by_one(monkeypatch):
    monkeypatch.setattr(wild_bootstrap, "DRAWS", 199)
    y, x, w, cluster = sample()
    found = wild_cluster_bootstrap(y, x, w, cluster, position=3)
    seen = t_statistic(y, x, w, cluster, 0.0)
    drawn = refitted(y, x, w, cluster, 0.0, draws_of(199, 6))
    assert found.p == pytest.approx((1 + (np.abs(drawn) >= abs(seen)).sum()) / 200)
    assert 0.05 < found.p < 0.99
    assert found.estimate / found.se == pytest.approx(seen)


def test_the_interval_ends_where_the_test_begins_to_reject(monkeypatch):
    monkeypatch.setattr(wild_bootstrap, "DRAWS", 199)
    y, x, w, cluster = sample(8)
    found = wild_cluster_bootstrap(y, x, w, cluster, position=3, level=0.9)
    for end, inwards in ((found.low, 1), (found.high, -1)):
        for null, is_inside in ((end + inwards * 1e-3, True), (end - inwards * 1e-3, False)):
            seen = t_statistic(y, x, w, cluster, null)
            drawn = refitted(y, x, w, cluster, null, draws_of(199, 8))
            p = (1 + (np.abs(drawn) >= abs(seen)).sum()) / 200
            assert (p >= 0.1) == is_inside


def test_webbs_points_have_mean_0_and_variance_1():
    assert np.mean(WEBB) == pytest.approx(0)
    assert np.var(WEBB) == pytest.approx(1)
    assert len(set(WEBB)) == 6


def test_it_gives_the_same_every_time_and_whatever_clusters_are_called():
    y, x, w, cluster = sample()
    named = np.array(list("abcdef"))[cluster]
    assert wild_cluster_bootstrap(y, x, w, cluster, position=3) == wild_cluster_bootstrap(
        y, x, w, named, position=3
    )


def test_another_unit_moves_the_ends_and_not_the_p():
    y, x, w, cluster = sample()
    one, ten = (wild_cluster_bootstrap(s * y, x, w, cluster, position=3) for s in (1, 10))
    assert one.p == ten.p
    assert (ten.low, ten.high) == pytest.approx((10 * one.low, 10 * one.high), rel=1e-6)


def test_one_cluster_or_no_variance_is_no_test():
    y, x, w, cluster = sample()
    alone = wild_cluster_bootstrap(y, x, w, np.zeros(len(y)), position=3)
    still = wild_cluster_bootstrap(x @ [1.0, 2.0, 3.0, 4.0], x, w, cluster, position=3)
    assert still.estimate == pytest.approx(4.0)
    for found in (alone, still):
        assert np.isnan([found.se, found.p, found.low, found.high]).all()


def test_a_level_is_a_share():
    y, x, w, cluster = sample()
    with pytest.raises(DesignFaults) as caught:
        wild_cluster_bootstrap(y, x, w, cluster, position=3, level=95)
    assert [fault.code for fault in caught.value.faults] == ["no_share"]
