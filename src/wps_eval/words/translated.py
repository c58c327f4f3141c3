"""Records whose texts may stand in several languages: ``text_ar`` and ``text_ckb`` beside ``text``."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from wps_eval.words.catalogue import column_tags
from wps_eval.words.language import tag_of

KEPT_TRANSLATIONS = "translations"


def _show_language_columns(schema: dict[str, Any], record: type[Any]) -> None:
    """Show an editor the columns of further languages instead of the place where they are kept."""
    schema["properties"].pop(KEPT_TRANSLATIONS, None)
    texts = "|".join(record.translated_fields)
    schema["patternProperties"] = {f"^({texts})_[a-z]{{2,3}}$": {"type": "string"}}


class Translated(BaseModel):
    """A record that takes a column ``<text>_<tag>`` for each text and every language there is.

    Attributes:
        translated_fields: The texts that may stand in further languages; the first is what it says.
        translations: What stood in those columns, by column.
    """

    translated_fields: ClassVar[tuple[str, ...]] = ("text",)
    translations: dict[str, str] = {}

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_show_language_columns)

    @model_validator(mode="before")
    @classmethod
    def _gather_translations(cls, cells: Any) -> Any:
        """Put the columns of further languages together; any other strange column stays one."""
        if not isinstance(cells, dict):
            return cells
        language_columns = {*record_columns(cls)} - {*cls.model_fields}
        translations = {name: value for name, value in cells.items() if name in language_columns}
        other_cells = {name: value for name, value in cells.items() if name not in language_columns}
        return {KEPT_TRANSLATIONS: translations, **other_cells} if translations else other_cells

    def in_language(self, language: str, part: str = "") -> str:
        """Give a text in a language, as it was entered first where it is not translated."""
        text = part or self.translated_fields[0]
        return self.translation(language, text) or str(getattr(self, text))

    def translation(self, language: str, part: str = "") -> str:
        """Give what stands in a text's own column of a language, or nothing."""
        return self.translations.get(f"{part or self.translated_fields[0]}_{tag_of(language)}", "")


def record_columns(kind: type[BaseModel]) -> tuple[str, ...]:
    """Name the columns or keys that a record takes, those of every language among them."""
    own_columns = (name for name in kind.model_fields if name != KEPT_TRANSLATIONS)
    texts = kind.translated_fields if issubclass(kind, Translated) else ()
    language_columns = (f"{text}_{tag}" for text in texts for tag in sorted(column_tags()))
    return tuple(dict.fromkeys((*own_columns, *language_columns)))
