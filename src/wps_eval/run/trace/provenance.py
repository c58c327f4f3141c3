"""What every released verdict was derived from, as W3C PROV: ``prov.json`` beside the run's record.

Source: Moreau and Missier (eds., 2013), PROV-DM, W3C Recommendation, sections 5.1 to 5.3; Huynh, Jewell,
Keshavarz, Michaelides, Yang and Moreau (2013), The PROV-JSON Serialization, W3C Member Submission, section 3.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.whole_file import write_whole
from wps_eval.run.trace.tracer import Tracer
from wps_eval.run.unchanged import RECORD_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.errors import Where
    from wps_eval.paths import Root
    from wps_eval.report.edition import Edition
    from wps_eval.run.trace.chain import Asked, Chain, Goal, Value

PROV_FILE = "prov.json"
PREFIX = {"wps": "urn:wps-eval:", "prov": "http://www.w3.org/ns/prov#"}
PROGRAM = "wps:program"

Attributes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Document:
    """A PROV document as it grows: its parts by kind, each by its name."""

    parts: dict[str, dict[str, Attributes]] = field(default_factory=dict)

    def add(self, kind: str, name: str, attributes: Attributes) -> str:
        """Add an entity, an activity or an agent, unless it is there; give its name."""
        self.parts.setdefault(kind, {}).setdefault(name, attributes)
        return name

    def relate(
        self, kind: str, first: tuple[str, str], second: tuple[str, str], role: str = ""
    ) -> None:
        """Add a relation between two parts, each given by what it is there and its name; once."""
        name = "_:" + "/".join((kind, role, first[1], second[1])).replace("wps:", "")
        relation: Attributes = {f"prov:{what}": part for what, part in (first, second)}
        if role:
            relation["prov:type"] = _name(f"wps:{role}")
        self.parts.setdefault(kind, {})[name] = relation

    def derived(self, entity: str, source: str, role: str = "") -> None:
        """Say that an entity was derived from another, and as what."""
        self.relate("wasDerivedFrom", ("generatedEntity", entity), ("usedEntity", source), role)

    def generated(self, entity: str, activity: str) -> None:
        """Say which activity made an entity."""
        self.relate("wasGeneratedBy", ("entity", entity), ("activity", activity))

    def used(self, activity: str, entity: str) -> None:
        """Say what an activity used."""
        self.relate("used", ("activity", activity), ("entity", entity))


def write_provenance(edition: Edition) -> tuple[Path, int]:
    """Write the provenance of all released verdicts that have a value or were hidden.

    Args:
        edition: The study.

    Returns:
        The file, for its owner only, and the number of verdicts. The same results give the same bytes.
    """
    document, count = provenance(edition)
    text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    folder = edition.root.outputs(edition.study.name)
    return write_whole(folder / PROV_FILE, text.encode(), OWNER_ONLY), count


def provenance(edition: Edition) -> tuple[dict[str, dict[str, Any]], int]:
    """Give the provenance of all released verdicts that have a value or were hidden.

    Args:
        edition: The study.

    Returns:
        A PROV-JSON document, and the number of verdicts. A hidden value has neither a number nor a row of a file;
        checksums are keyed, as in the released tables.
    """
    document, tracer = _Document(), Tracer(edition)
    record = record_of(edition.root, edition.study.name)
    program = {"prov:type": _name("prov:SoftwareAgent"), "wps:name": "wps-eval"}
    versions = record.get("versions", {})
    if "wps-eval" in versions:
        program |= {
            "wps:version": versions["wps-eval"],
            "wps:code": str(record.get("package_sha256", "")),
        }
    document.add("agent", PROGRAM, program)
    count = 0
    for chain in tracer.chains(edition.released["verdicts"]):
        _Writer(document, tracer).verdict(chain)
        count += 1
    return {"prefix": PREFIX, **document.parts}, count


def record_of(root: Root, study: str) -> dict[str, Any]:
    """Read the record of a study's last run; one that is not there or cannot be read is empty."""
    try:
        text = (root.outputs(study) / RECORD_FILE).read_text(encoding="utf-8")
        record = json.loads(text)
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Adds chains to a document."""

    document: _Document
    tracer: Tracer

    def verdict(self, chain: Chain) -> None:
        """Add a verdict with all that stands behind it."""
        name = _identifier("verdict", chain.indicator, chain.place, chain.group)
        attributes = {
            "prov:type": _name("wps:Verdict"),
            "wps:indicator": chain.indicator,
            "wps:place": chain.place,
            "wps:group": chain.group,
            "wps:change": chain.change,
            "wps:status": chain.status,
            "wps:reason": chain.reason,
            "wps:state": "suppressed" if chain.hidden else "shown",
            "wps:demonstration": self.tracer.edition.study.demonstration,
        }
        self.document.add("entity", name, attributes)
        activity = self._notebook(chain.notebook)
        self.document.generated(name, activity)
        params = self._params()
        self.document.used(activity, params)
        for end, value in chain.ends:
            source = self._value(value)
            self.document.derived(name, source, end)
            self.document.used(activity, source)
        if chain.goal is not None:
            self.document.derived(name, self._goal(chain.goal, chain), "target")

    def _value(self, value: Value) -> str:
        """Add a value with what it was made of."""
        key = value.key
        name = _identifier(
            "value", key.indicator, key.domain.place, str(key.domain.group), str(key.span), key.item, key.round,
        )  # fmt: skip
        attributes: Attributes = {
            "prov:type": _name("wps:Value"),
            "wps:indicator": key.indicator,
            "wps:period": str(key.span),
            "wps:unit": value.unit,
            "wps:state": "suppressed" if value.hidden else "shown",
        }
        if value.number is not None:
            attributes["wps:number"] = value.number
        self.document.add("entity", name, attributes)
        notebook = value.asked.notebook if value.asked else value.notebook
        activity = self._notebook(notebook) if notebook else ""
        if activity:
            self.document.generated(name, activity)
        sources = [self._figure(place, value) for place in value.figures]
        if value.asked is not None:
            sources.append(self._round(value.asked))
        for source in sources:
            self.document.derived(name, source)
            if activity:
                self.document.used(activity, source)
        return name

    def _figure(self, place: Where, value: Value) -> str:
        """Add a row of figures with its file, and who returned it."""
        file = _identifier("file", place.file)
        checksum = self.tracer.keyed_checksum(place.file)
        attributes: Attributes = {"prov:type": _name("wps:File"), "wps:path": place.file}
        if checksum:
            attributes["wps:keyed_checksum"] = checksum
        self.document.add("entity", file, attributes)
        name = _identifier("row", place.file, place.sheet, str(place.row))
        row = {"prov:type": _name("wps:Row"), "wps:sheet": place.sheet, "wps:row": place.row}
        self.document.add("entity", name, row)
        self.document.derived(name, file)
        if value.body and not value.sum_of:
            body = _identifier("body", value.body)
            organisation = {"prov:type": _name("prov:Organization"), "wps:code": value.body}
            self.document.add("agent", body, organisation)
            self.document.relate("wasAttributedTo", ("entity", name), ("agent", body))
        return name

    def _round(self, asked: Asked) -> str:
        """Add a survey round, its questionnaire and its design."""
        name = _identifier("round", asked.round)
        attributes = {
            "prov:type": _name("wps:Round"),
            "wps:questionnaire": asked.form,
            "wps:keyed_checksum": asked.checksum,
            **{f"wps:design_{fact}": told for fact, told in asked.design},
        }
        return self.document.add("entity", name, attributes)

    def _goal(self, goal: Goal, chain: Chain) -> str:
        """Add a target."""
        name = _identifier("target", chain.indicator, chain.place, goal.date, str(goal.number))
        attributes = {
            "prov:type": _name("wps:Target"),
            "wps:number": goal.number,
            "wps:date": goal.date,
            "wps:codes": ", ".join(goal.codes),
            "wps:source": goal.source,
        }
        return self.document.add("entity", name, attributes)

    def _params(self) -> str:
        """Add the study's choices: every one that was made, or holds unless another is made."""
        study = self.tracer.edition.study
        chosen = json.loads(
            study.model_dump_json(exclude={"evaluators", "cover", "comparison_groups"})
        )
        attributes = {
            "prov:type": _name("wps:Choices"),
            "wps:path": f"params/{study.name}.yml",
            "wps:choices": json.dumps(chosen, sort_keys=True, ensure_ascii=False),
        }
        return self.document.add("entity", _identifier("params", study.name), attributes)

    def _notebook(self, notebook: str) -> str:
        """Add the execution of a notebook by the program."""
        attributes = {
            "prov:type": _name("wps:Notebook"),
            "wps:path": f"notebooks/{notebook}.ipynb",
        }
        name = self.document.add("activity", _identifier("notebook", notebook), attributes)
        self.document.relate("wasAssociatedWith", ("activity", name), ("agent", PROGRAM))
        return name


def _identifier(kind: str, *parts: str) -> str:
    """Name a part of a document by what makes it the one; two of them never share a name."""
    return "wps:" + "/".join([kind, *(quote(part, safe="") for part in parts)])


def _name(text: str) -> Attributes:
    """Write a name of a vocabulary as PROV-JSON types it."""
    return {"$": text, "type": "prov:QUALIFIED_NAME"}
