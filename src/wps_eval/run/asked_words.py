"""What somebody asks a run for, in their own words."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What is asked for; of what is left empty the params file decides.

    Attributes:
        places: Places to report on; ``all`` for every place of the plan.
        languages: Languages to report in; ``all`` for every one of the study.
        formats: Formats to report in.
        only: Notebooks to make, with all that they rest on; every one if empty.
    """

    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, tuple[str, ...]]:
        """Give it as plain data."""
        return asdict(self)
