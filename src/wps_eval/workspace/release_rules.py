"""What a study and its workbench say of how results leave, for the room that lets them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from wps_eval.sources.identifiers import read_salt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wps_eval.paths import Root
    from wps_eval.plan import Plan
    from wps_eval.plan.lists import Partition
    from wps_eval.study import Study


class ReleaseRules(TypedDict):
    """What release goes by, all but what earlier editions let out."""

    limits: Mapping[str, int]
    partitions: Sequence[Partition]
    key: bytes


def release_rules(root: Root, study: Study, plan: Plan) -> ReleaseRules:
    """Give the limits that a study declares, the places of its plan, and the workbench's secret.

    Args:
        root: The workbench; its secret is made where there is none.
        study: The study.
        plan: Its plan.
    """
    return ReleaseRules(
        limits=dict(study.disclosure),
        partitions=plan.partitions,
        key=read_salt(root.data(study.private) / "salt"),
    )
