"""A params file as fields, from its JSON Schema; what is entered goes back into the same file."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from wps_eval.study.load import study_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: fields of a group, by its code, which has its words in the catalogue
GROUPS = {
    "what": ("kind", "state", "evaluation_type", "demonstration", "current.start", "current.end", "baseline.months_before_start", "places", "languages", "formats", "numerals", "earlier"),
    "surveys": ("rounds", "comparisons", "comparison_groups", "primary", "partner_studies", "scales.valid_prop", "scales.pass_pct", "scales.top", "scales.bottom"),
    "rules": ("rating.rule", "rating.on_track", "rating.acceleration", "rating.substantial", "smallest_meaningful_change", "confidence_level", "power", "correction"),
    "safety": ("disclosure.smallest_count", "disclosure.smallest_count_sensitive", "disclosure.smallest_base", "disclosure.flagged_base"),
    "cover": ("evaluators", "cover.issuer", "cover.number", "cover.dated", "cover.signatory", "cover.emblem"),
    "folders": ("plan", "figures", "surveys", "returns", "studies", "private"),
}  # fmt: skip
NAMES, RECORDS = "names", "records"  #: a list on one line; YAML of several lines


@dataclass(frozen=True, slots=True)
class FormField:
    """One key of a params file.

    Attributes:
        key: Its name, dotted where it stands under another.
        kind: ``choice``, ``text``, ``names`` (a list on one line) or ``records`` (lines of YAML).
        choices: What can be chosen.
        default: What holds where it is left out, as it would be typed.
        required: Whether it must be given.
        texts: Whether what is entered is a text, also where YAML would take it for a number or a day.
    """

    key: str
    kind: str
    choices: tuple[str, ...]
    default: str
    required: bool
    texts: bool

    @property
    def help_code(self) -> str:
        """The code of what it means: of a key that stands by itself that of a new params file."""
        return f"params.{self.key}" if "." in self.key else f"new.key.{self.key}"


def form_fields() -> tuple[FormField, ...]:
    """Give the fields of a params file in the order of its schema."""
    schema = study_schema()
    return tuple(_fields_under("", schema, schema, {}))


def _fields_under(
    prefix: str, record: Mapping[str, Any], schema: Mapping[str, Any], defaults: Mapping[str, Any]
) -> Iterator[FormField]:
    """Give the fields of a record; a record in it is taken apart."""
    for name, described in record["properties"].items():
        resolved = _resolved(described, schema)
        default = described.get("default", defaults.get(name, resolved.get("default")))
        if resolved.get("type") == "object":
            yield from _fields_under(f"{prefix}{name}.", resolved, schema, default or {})
            continue
        choices = _choices(resolved)
        kind = "choice" if choices else _kind(resolved, schema)
        required = name in record.get("required", ())
        typed = text_of(default, kind)
        texts = _holds_texts(resolved, schema)
        yield FormField(f"{prefix}{name}", kind, choices, typed, required, texts)


def _resolved(described: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow the reference of a described value."""
    name = described.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = schema["$defs"][name] if name else described
    return found


def _choices(resolved: Mapping[str, Any]) -> tuple[str, ...]:
    """Give what can be chosen, as it is typed; nothing where any value can be entered."""
    if resolved.get("type") == "boolean":
        return ("false", "true")
    return tuple(map(str, resolved.get("enum", ())))


def _kind(resolved: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Say how a value is entered: a text, a list on one line, or lines of YAML."""
    if resolved.get("type") == "array":
        one = _resolved(resolved["items"], schema)
        return RECORDS if one.get("type") == "object" else NAMES
    parts = [_resolved(part, schema) for part in resolved.get("anyOf", ())]
    return RECORDS if any(part.get("type") == "object" for part in parts) else "text"


def _holds_texts(resolved: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Whether a value, or each of a list, is a text: neither a number, a day nor a truth."""
    if resolved.get("type") == "array":
        return _holds_texts(_resolved(resolved["items"], schema), schema)
    parts = [_resolved(part, schema) for part in resolved.get("anyOf", (resolved,))]
    return any(part.get("type") == "string" and part.get("format") != "date" for part in parts)


def text_of(value: Any, kind: str) -> str:
    """Write a value as it is typed into its field; nothing is an empty text."""
    if value is None or value in ([], (), ""):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if kind == NAMES:
        return ", ".join(map(str, value))
    return dedent(_dumped(value)).strip() if kind == RECORDS else str(value)


class ParamsFile:
    """A params file opened for a form: comments, order and quotes stay as they are."""

    def __init__(self, text: str) -> None:
        """Read it.

        Args:
            text: The file's text.

        Raises:
            YAMLError: If it is no YAML.
        """
        self.text = text
        self._choices = _yaml().load(text) or CommentedMap()
        if not isinstance(self._choices, CommentedMap):
            raise YAMLError("no record")

    def entered(self, field: FormField) -> str:
        """Give what the file says of a field, as it is typed; empty where it says nothing."""
        value: Any = self._choices
        for part in field.key.split("."):
            value = value.get(part) if isinstance(value, CommentedMap) else None
        return text_of(value, field.kind)

    def with_entered(self, entered: Mapping[FormField, str]) -> str:
        """Give the file's text with what was entered; a field that says the same is left untouched.

        Args:
            entered: What stands in each field; an emptied one is left out of the file.

        Raises:
            YAMLError: If lines of YAML are none; ``problem`` names the key.
        """
        changed = {f: text for f, text in entered.items() if text.strip() != self.entered(f)}
        if not changed:
            return self.text
        choices = _yaml().load(self.text) or CommentedMap()
        for field, text in changed.items():
            _enter(choices, field, text.strip())
        return _dumped(choices)


def _enter(choices: Any, field: FormField, text: str) -> None:
    """Put one field's text into the record, or take the key out where it is empty."""
    *above, name = field.key.split(".")
    for part in above:
        if not isinstance(choices.get(part), CommentedMap):
            if not text:
                return
            choices[part] = CommentedMap()
        choices = choices[part]
    if not text:
        choices.pop(name, None)
        return
    choices[name] = _value(field, text)


def _value(field: FormField, text: str) -> Any:
    """Read a field's text as a params file would; what cannot be read stays a text, and the check says so."""
    if field.kind == NAMES:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        names = CommentedSeq(part if field.texts else _scalar(part) for part in parts)
        names.fa.set_flow_style()
        return names
    if field.kind == RECORDS:
        try:
            return _yaml().load(text)
        except YAMLError as error:
            raise YAMLError(field.key) from error
    return text if field.texts else _scalar(text)


def _scalar(text: str) -> Any:
    """Read a number, a day or a truth; what is none stays a text, and the check says so."""
    try:
        value = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError):
        return text
    return text if isinstance(value, (list, dict)) or value is None else value


def _yaml() -> YAML:
    """Give a reader and writer that keeps comments, in the form of the house's params files."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(value: Any) -> str:
    """Write YAML."""
    stream = StringIO()
    _yaml().dump(value, stream)
    return stream.getvalue().removesuffix("...\n")
