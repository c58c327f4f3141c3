"""The region of each governorate, as a column by which results may be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.values import Domain, Group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.plan.models import Place
    from wps_eval.survey.design import Design

PLACE, REGION = "governorate", "region"  # questions whose answers are places of the plan


def with_regions(design: Design, places: tuple[Place, ...]) -> Design:
    """Add the column of regions to a round that asked for the governorate.

    Args:
        design: The round's design, in memory.
        places: The plan's places.
    """
    if PLACE not in design.frame:
        return design
    parents = {place.code: place.parent for place in places}
    national = {place.code for place in places if not place.parent}
    region = design.frame[PLACE].map(lambda code: _region(str(code), parents, national))
    return design.with_columns({REGION: region.to_numpy(object)})


def domain_of(group: Group, national: str) -> Domain:
    """Say of whom an estimate speaks: a governorate or region is a place, all else a group of people.

    Args:
        group: The group that the estimate was asked for.
        national: The code of the country.
    """
    places = [value for name, value in group.parts if name in (PLACE, REGION)]
    return Domain(places[0] if places else national, group.without((PLACE, REGION)))


def _region(code: str, parents: Mapping[str, str], national: set[str]) -> str | None:
    """Walk up to the place below the country: a region, or nothing for a governorate of its own."""
    above = parents.get(code, "")
    while above and parents.get(above, "") not in national | {""}:
        above = parents[above]
    return above if above and above not in national else None
