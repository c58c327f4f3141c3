"""The partner studies of an evaluation, held against its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.plan.body_names import BodyNames
from wps_eval.sources.partner_studies import KnownCodes, read_partner_studies

if TYPE_CHECKING:
    from wps_eval.paths import Root
    from wps_eval.plan.whole_plan import Plan
    from wps_eval.sources.partner_studies import PartnerStudies
    from wps_eval.study import Study


def partner_studies_of(root: Root, study: Study, plan: Plan) -> PartnerStudies:
    """Read the studies that an evaluation names and the memoranda, with every fault in them.

    Args:
        root: The workbench.
        study: The evaluation's choices.
        plan: Its plan.
    """
    known = KnownCodes(
        frozenset(indicator.code for indicator in plan.indicators),
        frozenset(place.code for place in plan.places),
        BodyNames.of(plan),
        study.demonstration,
    )
    return read_partner_studies(root.data(study.studies), study.partner_studies, known)
