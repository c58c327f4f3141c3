"""The statistic that the share of one answer is: made and read in one place."""

from __future__ import annotations

_ANSWER_PREFIX = "answer "


def answer_statistic(answer: str) -> str:
    """Name the statistic of the share of people who gave an answer."""
    return f"{_ANSWER_PREFIX}{answer}"


def answer_of(statistic: str) -> str:
    """Give the answer whose share a statistic is; nothing for any other statistic."""
    return statistic.removeprefix(_ANSWER_PREFIX) if statistic.startswith(_ANSWER_PREFIX) else ""
