"""Match a name to one of the plan's places by folded spelling; never by likeness."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from wps_eval.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.plan.models import Place

_PREFIXES = ("governorate of ", "محافظه ", "پاریزگاي ", "پاريزگاي ", "پارێزگای ")
_SUFFIXES = (" governorate", " province")
_ARTICLES = ("al ", "ال")
#: least likeness of a spelling that was probably meant, 0 to 1, as difflib counts it
_LEAST_LIKENESS = 0.6


def place_key(name: str) -> str:
    """Reduce a place's name to what its spellings share: no 'governorate', article or hyphen."""
    key = fold(name)
    for prefix in _PREFIXES:
        key = key.removeprefix(fold(prefix) + " ")
    for suffix in _SUFFIXES:
        key = key.removesuffix(suffix)
    for article in _ARTICLES:
        key = key.removeprefix(article)
    return key.replace(" ", "")


@dataclass(frozen=True)
class PlaceNames:
    """The plan's places by every spelling they are known under."""

    by_key: dict[str, str]
    names: tuple[str, ...]

    @classmethod
    def of(cls, places: Iterable[Place]) -> PlaceNames:
        """Index places by code, ISO code, the names and the further spellings."""
        by_key: dict[str, str] = {}
        english_names: list[str] = []
        for place in places:
            for spelling in (place.code, place.iso, *place.names, *place.spellings):
                if spelling:
                    by_key.setdefault(place_key(spelling), place.code)
            english_names.append(place.name_en)
        return cls(by_key, tuple(english_names))

    def code(self, name: str) -> str | None:
        """Give the code of a place however it is spelt, or None if no spelling fits."""
        return self.by_key.get(place_key(name))

    def meant(self, name: str) -> tuple[str, ...]:
        """Give the code of the place that was probably meant, or the names that there are."""
        likest_keys = get_close_matches(place_key(name), self.by_key, n=1, cutoff=_LEAST_LIKENESS)
        return (self.by_key[likest_keys[0]],) if likest_keys else self.names
