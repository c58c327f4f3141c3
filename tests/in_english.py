"""Faults as an English reader sees them."""

from wps_eval.words.catalogue import Words
from wps_eval.words.faults import fault_line, worded


def english(fault):
    return worded(fault, Words("en"))


def sentence(fault):
    return fault_line(fault, Words("en"))
