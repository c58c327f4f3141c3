"""The action plan as typed, frozen data, read from any plan folder."""

from wps_eval.plan.load import load_plan
from wps_eval.plan.whole_plan import Plan

__all__ = ["Plan", "load_plan"]
