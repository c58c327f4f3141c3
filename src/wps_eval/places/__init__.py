"""Match a place's name, in any spelling of any language, to its code."""

from wps_eval.places.match import PlaceNames

__all__ = ["PlaceNames"]
