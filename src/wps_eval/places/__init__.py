"""Match a place's name, in any spelling of three languages, to its code."""

from wps_eval.places.match import PlaceNames

__all__ = ["PlaceNames"]
