"""The region of each governorate, as a column by which results may be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.values import Domain, Group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.plan.models import Place
    from wps_eval.survey.design import Design

PLACE_QUESTION, REGION_COLUMN = "governorate", "region"  # columns that hold places of the plan


def with_regions(design: Design, places: tuple[Place, ...]) -> Design:
    """Add the column of regions to a round that asked for the governorate.

    Args:
        design: The round's design, in memory.
        places: The plan's places.
    """
    if PLACE_QUESTION not in design.frame:
        return design
    parents = {place.code: place.parent for place in places}
    national = {place.code for place in places if not place.parent}
    region = design.frame[PLACE_QUESTION].map(lambda code: _region_of(str(code), parents, national))
    return design.with_columns({REGION_COLUMN: region.to_numpy(object)})


def domain_of(group: Group, national: str) -> Domain:
    """Say of whom an estimate speaks: a governorate or region is a place, all else a group of people.

    Args:
        group: The group that the estimate was asked for.
        national: The code of the country.
    """
    places = [value for name, value in group.parts if name in (PLACE_QUESTION, REGION_COLUMN)]
    return Domain(places[0] if places else national, group.without((PLACE_QUESTION, REGION_COLUMN)))


def _region_of(code: str, parents: Mapping[str, str], national: set[str]) -> str | None:
    """Walk up to the place below the country: a region, or nothing for a governorate of its own."""
    parent = parents.get(code, "")
    while parent and parents.get(parent, "") not in national | {""}:
        parent = parents[parent]
    return parent if parent and parent not in national else None
