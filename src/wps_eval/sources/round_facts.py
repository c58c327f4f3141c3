"""What a survey round is: its instrument, design, dates and ethics record."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from wps_eval.codes import DesignKind, Lonely
from wps_eval.errors import Fault, SurveyFaults, Where, nearest
from wps_eval.plan.tables import expectation, fault_of

if TYPE_CHECKING:
    from pathlib import Path


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RoundDesign(_Fact):
    """How people came into the round; columns are named by their question."""

    kind: DesignKind
    weight: str = ""
    stratum: str = ""
    psu: str = ""
    fpc: str = ""
    lonely: Lonely = Lonely.FAIL


class Ethics(_Fact):
    """Who approved the round, and where people were referred to."""

    approval: Annotated[str, Field(min_length=3)]
    date: date
    referral_pathway: Annotated[str, Field(min_length=3)]


class Round(_Fact):
    """One survey round. It holds facts about data; choices stand in the params file.

    A round needs an ethics record, or the source of the public data set that it is.
    """

    code: str
    title: str
    instrument: str
    data: str
    design: RoundDesign
    start: date
    end: date
    population: str
    mode: str = ""
    sponsor: str = ""
    conductor: str = ""
    recruitment: str = ""
    response: str = ""
    processing: str = ""
    limitations: str = ""
    pretest: str = ""
    ethics: Ethics | None = None
    public_dataset: str = ""
    shortest_minutes: Annotated[float, Field(ge=0)] = 5.0
    demonstration: bool = False

    @model_validator(mode="after")
    def _approved(self) -> Round:
        if self.ethics is None and not self.public_dataset:
            raise ValueError(
                "an ethics record (approval, date, referral_pathway) or public_dataset"
            )
        if self.end < self.start:
            raise ValueError(f"an end on or after {self.start}, not {self.end}")
        return self


def load_round(folder: Path) -> Round:
    """Read ``round.yml`` of one survey round.

    Args:
        folder: The round's folder; its name is the round's code.

    Raises:
        SurveyFaults: No file, no YAML, or all that is wrong in it; a round without an ethics
            record is refused.
    """
    path = folder / "round.yml"
    where = Where(f"{folder.name}/round.yml")
    if not path.is_file():
        known = sorted(p.parent.name for p in folder.parent.glob("*/round.yml"))
        raise SurveyFaults(
            [Fault(where, "no_round", "no such file", "a folder with a round.yml",
                   nearest(folder.name, known) if known else "Describe the round there.")],
            "the survey rounds",
        )  # fmt: skip
    try:
        facts = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return Round.model_validate({"code": folder.name, **(facts or {})})
    except ValidationError as error:
        faults = [_fault(detail, where) for detail in error.errors()]
        raise SurveyFaults(sorted(faults), str(where)) from error
    except (YAMLError, ValueError, TypeError) as error:
        raise SurveyFaults(
            [Fault(where, "not_yaml", str(error).splitlines()[0], "YAML in UTF-8",
                   "Check the indentation, the colons and the dates.")],
            str(where),
        ) from error  # fmt: skip


def _fault(detail: Any, where: Where) -> Fault:
    if detail["type"] == "value_error" and not detail["loc"]:
        return Fault(where, "not_approved", "none", expectation(detail),
                     "A round is read only when this is on record.")  # fmt: skip
    return fault_of(detail, Round, where)
