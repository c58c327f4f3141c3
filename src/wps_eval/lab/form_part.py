"""The form of a params file: a field a key, with its help and, beside it, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml.error import YAMLError

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.text_file import read_text_file
from wps_eval.lab import markup
from wps_eval.lab.params_faults import faults_by_field, save_params
from wps_eval.lab.params_form import GROUPS, RECORDS, FormField, ParamsFile, form_fields
from wps_eval.pages import widgets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wps_eval.lab.desk import Desk

LINES_OF_YAML = 6  #: that are seen of a field that holds records


class FormPart:
    """A form of the chosen study; nothing is written until it is saved, and nothing that has a fault."""

    def __init__(self, desk: Desk, saved: Callable[[str], None]) -> None:
        """Lay it, empty until it is opened.

        Args:
            desk: The study and the language.
            saved: Is told the name under which a file was saved.
        """
        self._desk, self._saved = desk, saved
        self._file = ParamsFile("")
        self.fields: Mapping[str, Any] = {}
        self.faults: Mapping[str, Any] = {}
        self.name = widgets.text_field(desk.study)
        self.save = widgets.button(desk.say("lab.form.save"), self._save, chief=True)
        self.end = widgets.markup()
        self.view = widgets.stack([])

    def open(self) -> None:
        """Fill the form from the file."""
        desk = self._desk
        path = desk.root.study(desk.study)
        try:
            self._file = ParamsFile(read_text_file(path, f"params/{path.name}"))
        except InputFaults as error:
            self.view.children = [widgets.markup(markup.fault_table(error.faults, desk.words))]
            return
        except YAMLError:
            fault = Fault("not_yaml", Where(f"params/{path.name}"))
            self.view.children = [widgets.markup(markup.fault_table([fault], desk.words))]
            return
        fields = {field.key: field for field in form_fields()}
        self.fields = {key: self._entry(field) for key, field in fields.items()}
        self.faults = {key: widgets.markup() for key in fields}
        groups = [
            (desk.say(f"lab.form.group.{code}"), widgets.stack(self._rows(fields[k] for k in keys)))
            for code, keys in GROUPS.items()
        ]
        name = widgets.label(desk.say("lab.form.name"))
        foot = widgets.row([name, self.name, self.save])
        head = widgets.markup(markup.paragraph(desk.say("lab.form.head", study=desk.study)))
        self.view.children = [head, widgets.tabs(groups), foot, self.end]

    def _entry(self, field: FormField) -> Any:
        """Make the widget that a field is entered in."""
        entered = self._file.entered(field)
        hint = self._desk.say("lab.form.left_out", value=field.default) if field.default else ""
        if field.choices:
            left_out = [] if field.required and entered else [(hint or "–", "")]
            options = [*left_out, *((choice, choice) for choice in field.choices)]
            if entered and entered not in field.choices:
                options.append((entered, entered))  # a fault, which stays to be seen
            return widgets.choice(options, entered, name=field.key)
        lines = LINES_OF_YAML if field.kind == RECORDS else 1
        return widgets.text_field(entered, hint=hint, name=field.key, lines=lines)

    def _rows(self, fields: Iterable[FormField]) -> list[Any]:
        """Lay fields under one another, each under its key and help, over its faults."""
        rows = []
        for field in fields:
            must = f" ({self._desk.say('lab.form.required')})" if field.required else ""
            help_text = self._desk.say(field.help_code) + must
            label = f'<b>{markup.code(field.key)}</b> <span class="wps-help">{markup.text(help_text)}</span>'
            rows += [widgets.markup(label), self.fields[field.key], self.faults[field.key]]
        return rows

    def _save(self) -> None:
        """Save, or say beside each field what is wrong with it."""
        desk = self._desk
        entered = {field: str(self.fields[field.key].value or "") for field in form_fields()}
        name = self.name.value.strip()
        faults = save_params(desk.root, self._file, desk.study, entered, name)
        sorted_out = faults_by_field(faults, entered)
        for key, beside in self.faults.items():
            found = sorted_out.beside.get(key, ())
            beside.value = "".join(markup.fault_beside(fault, desk.words) for fault in found)
        if any(fault.blocks for fault in faults):
            said = markup.notice(desk.say("lab.form.not_saved", n=len(faults)))
            above = markup.fault_table(sorted_out.above, desk.words) if sorted_out.above else ""
            keys = markup.listed(markup.code(key) for key in sorted_out.beside)
            self.end.value = said + keys + above
            return
        self.end.value = markup.notice(desk.say("lab.form.saved", file=f"params/{name}.yml"))
        self._file = ParamsFile(desk.root.study(name).read_text(encoding="utf-8"))
        self._saved(name)
