"""What a survey round is: its instrument, design, dates and ethics record."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from wps_eval.codes import DesignKind, SinglePsu
from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.plan.complaints import fault_of, not_yaml_fault, refusal

if TYPE_CHECKING:
    from pathlib import Path


class _RoundFacts(BaseModel):
    """Facts of a round: nothing changes them, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RoundDesign(_RoundFacts):
    """How people came into the round; columns are named by their question."""

    kind: DesignKind
    weight: str = ""
    stratum: str = ""
    psu: str = ""
    fpc: str = ""
    single_psu: SinglePsu = SinglePsu.FAIL


class Ethics(_RoundFacts):
    """Who approved the round, and where people were referred to."""

    approval: Annotated[str, Field(min_length=3)]
    date: date
    referral_pathway: Annotated[str, Field(min_length=3)]


class Round(_RoundFacts):
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
    def _approved_and_in_order(self) -> Round:
        """Refuse a round that nobody approved and that is no public data set, or that ends before it starts."""
        if self.ethics is None and not self.public_dataset:
            raise refusal("not_approved")
        if self.end < self.start:
            raise refusal("end_before_start", start=self.start, end=self.end)
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
        known = sorted(file.parent.name for file in folder.parent.glob("*/round.yml"))
        raise SurveyFaults(
            [Fault("no_round", where, found=folder.name, known=tuple(known))], "rounds"
        )
    try:
        facts = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return Round.model_validate({"code": folder.name, **(facts or {})})
    except ValidationError as error:
        faults = [fault_of(detail, Round, where) for detail in error.errors()]
        raise SurveyFaults(sorted(faults), where.file) from error
    except (YAMLError, ValueError, TypeError) as error:
        raise SurveyFaults([not_yaml_fault(error, where)], where.file) from error
