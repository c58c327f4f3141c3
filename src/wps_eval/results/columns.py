"""One list of columns per results table; the schema and the Parquet file are both made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a results table.

    Attributes:
        name: Its name.
        sql: Its DuckDB type.
        key: Whether it is part of the unique key.
        survives: Whether a hidden row keeps it; a key always is.
    """

    name: str
    sql: str = "VARCHAR"
    key: bool = False
    survives: bool = False


def _text_columns(*names: str, key: bool = False, survives: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, "VARCHAR", key, survives or key) for name in names)


def _number_columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "DOUBLE") for name in names)


ESTIMATES = (
    *_text_columns("edition", "indicator", "item", "statistic", "group", "place", key=True),
    Column("period_start", "DATE", key=True, survives=True),
    Column("period_end", "DATE", key=True, survives=True),
    *_text_columns("round", key=True),
    *_text_columns("precision", survives=True),
    *_number_columns(
        "estimate", "se", "ci_low", "ci_high", "level", "df", "n", "n_missing", "n_weighted"
    ),
    *_number_columns("deff", "numerator", "denominator"),
    *_text_columns("unit", survives=True),
    *_text_columns("method"),
    *_text_columns("evidence", survives=True),
    *_text_columns("figure_status", "definition", "coverage", "source", "link", "note"),
    *_text_columns("state", "reason", survives=True),
    *_text_columns("sum_of", "mark", "reconstruction", "confidence", "body", "document"),
)

STUDY_ESTIMATES_COLUMNS = (
    *ESTIMATES,
    *_text_columns("rounds", survives=True),  # the survey rounds whose people they are
)

FIGURES = (
    *ESTIMATES,
    *_text_columns("returned_on", "supersedes"),
    Column("part", "BOOLEAN"),
    *_text_columns("file", "sheet"),
    Column("row", "INTEGER"),
    *_text_columns("made_of"),
)

DIFFERENCES = (
    *_text_columns("edition", "indicator", "group", "place", key=True),
    *_text_columns("baseline_round", "current_round", "way", key=True),
    *_text_columns(
        "baseline_item", "baseline_date", "current_item", "current_date", "test", "method"
    ),
    *_number_columns("difference", "se", "df", "ci_low", "ci_high", "level", "p", "mdc", "n"),
    *_text_columns("comparability", "reason", "notes"),
)

#: what a row of trends tells: points a year over all its rounds, or how far the second of its two rounds lies from the first
SLOPE, SINCE_FIRST = "slope", "since_first"
TRENDS = (
    *_text_columns("edition", "indicator", "group", "place", "statistic", "rounds", key=True),
    *_text_columns("test", survives=True),
    *_text_columns("method"),
    *_number_columns("difference", "se", "df", "ci_low", "ci_high"),
    Column("level", "DOUBLE", survives=True),
    *_number_columns("p", "departure_p", "n"),
    *_text_columns("unit", "comparability", "warnings", "state", "reason", survives=True),
)

#: those reached by something beside a comparison group
GROUPS = (
    *_text_columns("edition", "comparison", "indicator", "place", key=True),
    *_text_columns("column", "baseline_round", "baseline_date", "current_round", survives=True),
    *_text_columns("current_date", "treated", "comparison_group", "balanced_on", survives=True),
    *_text_columns("cluster", "unit", survives=True),
    *_number_columns("treated_baseline", "treated_current"),
    *_number_columns("comparison_baseline", "comparison_current"),
    *_number_columns("n_treated_baseline", "n_treated_current"),
    *_number_columns("n_comparison_baseline", "n_comparison_current", "n"),
    *_number_columns("treated_change", "treated_low", "treated_high"),
    *_number_columns("comparison_change", "comparison_low", "comparison_high"),
    *_number_columns("difference", "se", "df", "ci_low", "ci_high", "level", "p", "mdc"),
    *_number_columns("clusters_treated", "clusters_comparison"),
    *_text_columns("test", "method", "comparability", "notes", "change", "word"),
    *_text_columns("lacking", survives=True),
    *_text_columns("state", "reason", survives=True),
)

#: how alike these groups are, before and after weights make them so
BALANCE = (
    *_text_columns("edition", "comparison", "indicator", "place", key=True),
    *_text_columns("arm", "wave", "item", "answer", key=True),
    *_text_columns("column", survives=True),
    *_number_columns("target", "before", "after", "standardised_before", "standardised_after"),
    *_number_columns("n", "n_target", "effective_n", "largest_pct"),
    *_text_columns("state", "reason", survives=True),
)

SUBJECTS = (
    *_text_columns("indicator", key=True),
    *_text_columns("unit"),
    Column("counts_people", "BOOLEAN"),
    Column("sensitive", "BOOLEAN"),
    *_text_columns("measure"),
)

VERDICTS = (
    *_text_columns("edition", "indicator", "group", "place", key=True),
    *_text_columns("title", "pillar", "unit", "data_type", "direction", survives=True),
    *_number_columns("baseline"),
    *_text_columns("baseline_date", "baseline_item", "baseline_round", survives=True),
    *_text_columns("baseline_sum", "baseline_mark"),
    *_number_columns("current"),
    *_text_columns("current_date", "current_item", "current_round", survives=True),
    *_text_columns("current_sum"),
    *_number_columns("milestone"),
    Column("target_value", "DOUBLE", survives=True),
    *_text_columns("target_date", "target_status", survives=True),
    *_text_columns("milestone_mark", "test"),
    *_number_columns("difference", "relative_pct", "annual_pct", "ci_low", "ci_high", "level"),
    *_number_columns(
        "p", "p_adjusted", "mdc", "achievement_prop", "progress_ratio", "expected_end"
    ),
    *_text_columns("comparability"),
    *_text_columns("change", "status", "certainty", survives=True),
    *_text_columns("robustness"),
    *_text_columns("rule", "cuts", "reason", survives=True),
    *_text_columns("lacking_of", "lacking", "parts_met", "parts_not_met", "parts_not_in_data"),
    *_text_columns("warnings"),
    *_text_columns("state", survives=True),
)

EVALUABILITY = (
    *_text_columns("edition", "indicator", "place", key=True),
    *_text_columns("title", "pillar", "level", "kind", "owners", "construct"),
    *(
        Column(name, "BOOLEAN")
        for name in (
            "has_definition",
            "has_unit",
            "has_direction",
            "has_baseline",
            "has_baseline_in_window",
            "has_baseline_source",
            "has_milestone",
            "has_target",
            "has_target_date",
            "has_current",
            "has_current_in_period",
            "same_definition",
            "has_disaggregation",
            "has_owner",
        )
    ),
    Column("assessable", "BOOLEAN"),
    *_text_columns("reason", "missing"),
)

INPUTS = (
    *_text_columns("file", key=True),
    *_text_columns("checksum"),
    Column("rows", "INTEGER"),
    *_text_columns("dropped_columns"),
)

COURSES = (
    *_text_columns("edition", "round", "construct", "waves", key=True),
    *_text_columns("scoring", survives=True),
    Column("kirkpatrick", "DOUBLE", survives=True),
    *_number_columns("before", "after", "difference", "se", "ci_low", "ci_high"),
    Column("level", "DOUBLE", survives=True),
    *_number_columns("df", "p", "p_wilcoxon", "d_z", "gain", "gain_each", "n"),
    # how many forms there were is told of every round
    *(Column(name, "DOUBLE", survives=True) for name in ("n_before", "n_after")),
    *_number_columns(
        "n_near", "n_ambiguous", "n_no_class", "match_rate_pct", "classes", "lost_before", "lost_p"
    ),
    *_text_columns("few_classes"),
    *_text_columns("state", "reason", survives=True),
)

ITEM_FUNCTIONING_COLUMNS = (
    *_text_columns("edition", "round", "construct", "item", "place", key=True),
    *_text_columns("trait", "focal", "reference", key=True),
    *_number_columns("log_odds", "se", "df", "delta", "p", "p_adjusted"),
    *_text_columns("item_class"),
    *_number_columns("n_focal", "n_reference"),
    *_text_columns("state", "reason", survives=True),
)

ROUNDS = (
    *_text_columns("edition", "round", "part", "item", key=True),
    *_text_columns("value"),
    *_number_columns("count", "whole", "pct"),
)

#: how many columns of a round's export its form knows nothing of, among what was dropped
UNKNOWN_COLUMNS = "unknown_columns"
ROUND_ITEMS = (  # what a reader must know of a round, in the order in which it is told
    "title", "population", "dates", "mode", "sponsor", "conductor", "recruitment", "instrument",
    "languages", "kind", "stratum", "psu", "weight", "units", "people", "response", "variance",
    "missing", "weighting", "ethics", "referral", "pretest", "processing", "limitations",
    "checksum",
)  # fmt: skip

ACTIVITIES = (
    *_text_columns("edition", "activity", "body", key=True),
    *_text_columns("pillar", "output", "scope", "start", "end", "stage", "stage_date"),
    *(Column(name, "BOOLEAN") for name in ("owed", "documented", "due")),
)

COMMITMENTS = (
    *_text_columns("edition", "commitment", "indicator", key=True),
    Column("period_start", "DATE", key=True),
    Column("period_end", "DATE", key=True),
    *_number_columns("promised", "returned"),
    *_text_columns("kept"),
)

BUDGET = (
    *_text_columns("edition", "activity", "currency", key=True),
    *_text_columns("pillar", "scope", "as_of"),
    *_number_columns("needed", "pledged", "spent"),
    *_text_columns("source"),
)

STUDY_ESTIMATES = "study_estimates"  #: the table of what partner studies found
ITEM_FUNCTIONING = "item_functioning"  #: whether the items of scales work alike in two groups
ITEM_SCALES = "knowledge"  #: the table of those scales
SCALES = ("knowledge", "attitudes", "satisfaction")
SURVEYS = (*SCALES, "training")  # notebooks that make the estimates of survey indicators


def indicators_of(survey: str) -> str:
    """Name the table in which a survey notebook writes the values of the plan's indicators."""
    return f"{survey}_indicators"


def differences_of(survey: str) -> str:
    """Name the table in which a survey notebook writes the differences that it tested."""
    return f"{survey}_differences"


def trends_of(survey: str) -> str:
    """Name the table in which a survey notebook writes the trends of three or more rounds."""
    return f"{survey}_trends"


def groups_of(survey: str) -> str:
    """Name the table in which a survey notebook writes the groups that it compared."""
    return f"{survey}_groups"


def balance_of(survey: str) -> str:
    """Name the table in which a survey notebook writes how alike these groups are."""
    return f"{survey}_balance"


TABLES = {
    "estimates": ESTIMATES,
    **dict.fromkeys(SCALES, ESTIMATES),
    "training": COURSES,
    STUDY_ESTIMATES: STUDY_ESTIMATES_COLUMNS,
    ITEM_FUNCTIONING: ITEM_FUNCTIONING_COLUMNS,
    "figures": FIGURES,
    **{indicators_of(survey): ESTIMATES for survey in SURVEYS},
    **{differences_of(survey): DIFFERENCES for survey in SURVEYS},
    **{trends_of(survey): TRENDS for survey in SCALES},
    **{groups_of(survey): GROUPS for survey in SCALES},
    **{balance_of(survey): BALANCE for survey in SCALES},
    "subjects": SUBJECTS,
    "rounds": ROUNDS,
    "activities": ACTIVITIES,
    "budget": BUDGET,
    "commitments": COMMITMENTS,
    "verdicts": VERDICTS,
    "evaluability": EVALUABILITY,
    "inputs": INPUTS,
}
#: what is asked of every indicator: all truths of the table but ``assessable``, which follows from them
EVALUABILITY_CHECKS = tuple(column.name for column in EVALUABILITY if column.sql == "BOOLEAN")[:-1]
