"""What every room carries: places and groups, spans of time, units; each with its one spelling."""

from wps_eval.values.domain import EVERYBODY, Domain, Group
from wps_eval.values.span import Span
from wps_eval.values.unit import Unit

__all__ = ["EVERYBODY", "Domain", "Group", "Span", "Unit"]
