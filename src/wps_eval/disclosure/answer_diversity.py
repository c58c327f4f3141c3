"""Whether those who share their keys also gave the same answer: then it is known without finding anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wps_eval.disclosure.key_frequencies import key_patterns, matching

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wps_eval.disclosure.key_frequencies import Codes


@dataclass(frozen=True)
class Diversity:
    """How different the answers to one question are among those who share their keys.

    Attributes:
        least: The fewest different answers among people who share their keys.
        alike: How many people share their keys only with people who gave the same answer.
    """

    least: int
    alike: int


def answer_diversity(codes: Codes, answers: NDArray[np.intp]) -> Diversity:
    """Count the different answers of those who share their keys (distinct l-diversity).

    Args:
        codes: The keys (n, m), as they leave; a missing one counts as the same as any.
        answers: The answers to one question (n,), as codes; not to have answered is an answer of its own.

    Source: Machanavajjhala et al. (2007), ACM Transactions on Knowledge Discovery from Data 1(1), 3.
    """
    patterns, belongs = key_patterns(codes)
    different = np.array(
        [len(np.unique(answers[matching(patterns, each)[belongs]])) for each in patterns]
    )
    sizes = np.bincount(belongs, minlength=len(patterns))
    return Diversity(int(different.min()), int(sizes[different == 1].sum()))
