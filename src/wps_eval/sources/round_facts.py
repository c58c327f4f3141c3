"""What a survey round is: its instrument, design, dates and ethics record."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from wps_eval.codes import DesignKind, SinglePsu
from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.yaml_file import read_yaml
from wps_eval.paths import PATTERN_OF_NAME
from wps_eval.plan.complaints import fault_of, refusal

if TYPE_CHECKING:
    from pathlib import Path


LONGEST_INTERVIEW = 600  # minutes


class _RoundFacts(BaseModel):
    """Facts of a round: nothing changes them, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


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


Name = Annotated[str, Field(pattern=PATTERN_OF_NAME)]


def _file_name(text: str) -> str:
    """Take the name of a file in the round's own folder, no way to another one."""
    if not text or text.startswith(".") or PurePath(text).name != text or not text.isprintable():
        raise refusal("bad_value.file_name")
    return text


class Round(_RoundFacts):
    """One survey round. It holds facts about data; choices stand in the params file.

    A round needs an ethics record, or the source of the public data set that it is. ``microdata``
    says that those who took part agreed that anonymous rows are shared with others; ``keep_until``
    is the last day on which its private data may lie here, and nobody said where it is not given.
    """

    code: Name
    title: str
    instrument: Name
    data: Annotated[str, AfterValidator(_file_name)]
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
    microdata: bool = False
    keep_until: date | None = None
    shortest_minutes: Annotated[float, Field(ge=0, le=LONGEST_INTERVIEW)] = 5.0
    demonstration: bool = False

    @property
    def is_of_others(self) -> bool:
        """Whether others asked and published: a public data set without an ethics record of ours."""
        return bool(self.public_dataset) and self.ethics is None

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
    if not file_is_there(path):
        known = sorted(file.parent.name for file in folder.parent.glob("*/round.yml"))
        raise SurveyFaults(
            [Fault("no_round", where, found=folder.name, known=tuple(known))], "rounds"
        )
    faults: list[Fault] = []
    facts = read_yaml(path, where.file, faults)
    if not isinstance(facts or {}, dict):
        faults.append(Fault("not_yaml", where))
    if faults:
        raise SurveyFaults(sorted(faults), where.file)
    try:
        return Round.model_validate({"code": folder.name, **(facts or {})})
    except ValidationError as error:
        faults = [fault_of(detail, Round, where) for detail in error.errors()]
        raise SurveyFaults(sorted(faults), where.file) from error
