"""What every room carries: places, groups, spans, units, lists of codes; each with its one spelling."""

from wps_eval.values.code_list import read_codes, spell_codes
from wps_eval.values.domain import EVERYBODY, Domain, Group
from wps_eval.values.form_name import read_form_name, spell_form_name
from wps_eval.values.span import Span, last_day_key
from wps_eval.values.sum_of import SumOf
from wps_eval.values.unit import Unit

__all__ = [
    "EVERYBODY",
    "Domain",
    "Group",
    "Span",
    "SumOf",
    "Unit",
    "last_day_key",
    "read_codes",
    "read_form_name",
    "spell_codes",
    "spell_form_name",
]
