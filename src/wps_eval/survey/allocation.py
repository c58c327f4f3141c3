"""How a sample is shared out among strata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_no_mapping
from wps_eval.survey.planning_guards import refuse_not_positive

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST = 2  #: units of a stratum; one alone has no variance that can be seen


def allocate(
    total: int,
    sizes: Mapping[str, float],
    sds: Mapping[str, float] | None = None,
    *,
    least: int = LEAST,
) -> dict[str, int]:
    """Share a sample out among strata, in proportion to size, or to size times spread.

    Args:
        total: How many to draw.
        sizes: The size of each stratum, by code.
        sds: The standard deviation in each, by code, for Neyman's allocation; without it spreads are taken as equal.
        least: The least of a stratum.

    Returns:
        Whole numbers by code that sum to ``total``: each stratum its least, and what is left by the largest
        remainders. Strata whose share lies below their least keep it, and the others share the rest.

    Raises:
        DesignFaults: A size or standard deviation is not above 0, a stratum has no standard deviation, or the total
            is below the least of all strata.

    Source: Neyman (1934), Journal of the Royal Statistical Society 97, 558-625; Cochran (1977), sections 5.5 and 5.9.

    Examples:
        A made-up sample of eight in two strata, one three times as large:

        >>> from wps_eval import survey
        >>> survey.allocate(8, {"north": 300, "south": 100})
        {'north': 6, 'south': 2}
    """
    refuse_no_mapping(sizes, "sizes")
    refuse_not_positive(total=total)
    refuse_not_positive(**{f"size of {name}": size for name, size in sizes.items()})
    if sds is not None:
        refuse_not_positive(
            **{f"standard deviation of {name}": sds.get(name, 0.0) for name in sizes}
        )
    if total < least * len(sizes) or not sizes:
        found = Data(total=total, strata=len(sizes), least=least)
        raise DesignFaults([Fault("too_few_to_share", Where(column="total"), found)], "selection")
    names = list(sizes)
    shares = np.array([sizes[name] * (sds[name] if sds else 1.0) for name in names])
    at_least = np.zeros(len(names), bool)
    while True:
        room = total - least * at_least.sum()
        exact = np.where(
            at_least, least, room * shares / max(shares[~at_least].sum(), np.finfo(float).tiny)
        )
        below = ~at_least & (exact < least)
        if not below.any():
            break
        at_least |= below
    whole = np.floor(exact + 1e-9).astype(int)
    largest_first = np.argsort(-(exact - whole), kind="stable")
    whole[largest_first[: total - whole.sum()]] += 1
    return dict(zip(names, whole.tolist(), strict=True))
