"""The closed lists: every word that the software decides by, once."""

from enum import StrEnum


class Topic(StrEnum):
    """What an indicator asks."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    MILESTONE = "milestone"
    REPORT = "report"
    KNOWLEDGE = "knowledge"
    ATTITUDE = "attitude"
    BEHAVIOUR = "behaviour"
    SATISFACTION = "satisfaction"
    AWARENESS = "awareness"
    REPORTED_CASES = "reported_cases"
    SERVICE_USE = "service_use"
    QUALITATIVE = "qualitative"
    INDEX = "index"


class MeasureType(StrEnum):
    """Which arithmetic an indicator's values allow."""

    STOCK = "stock"
    FLOW = "flow"
    CUMULATIVE = "cumulative"
    PERCENTAGE = "percentage"
    INDEX = "index"
    MILESTONE = "milestone"
    STEP = "step"
    SURVEY = "survey"
    QUALITATIVE = "qualitative"


class Per(StrEnum):
    """The length of the spans over which a flow is compared."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many calendar months it holds."""
        return {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[self.value]


class Counts(StrEnum):
    """What a unit counts."""

    PEOPLE = "people"
    THINGS = "things"
    NOTHING = "nothing"


class Sensitivity(StrEnum):
    """Whose safety a small number would put at risk, if anybody's."""

    NONE = "none"
    CASES = "cases"
    SURVIVORS = "survivors"
    DEFENDERS = "defenders"


class Direction(StrEnum):
    """Which way is better; ``none`` where neither is."""

    UP = "up"
    DOWN = "down"
    NONE = "none"

    @property
    def sign(self) -> int:
        """+1 where higher is better, -1 where lower is, 0 where neither."""
        return {"up": 1, "down": -1, "none": 0}[self.value]


class Reading(StrEnum):
    """How surely a row of the plan could be read."""

    CLEAR = "clear"
    UNCERTAIN = "uncertain"
    UNREADABLE = "unreadable"


class FigureStatus(StrEnum):
    """How settled a published figure is."""

    PRELIMINARY = "preliminary"
    FINAL = "final"
    CONFLICT = "conflict"
    SUPERSEDED = "superseded"  # a final one that a later one of the same body replaced


class Evidence(StrEnum):
    """What a value rests on."""

    NOT_STATED = ""
    REGISTER = "register"
    SURVEY = "survey"
    FEEDBACK = "feedback"
    TRAINING = "training"
    NEW_ACTIVITY = "new_activity"  # nothing was done before the plan: 0
    BY_DEFINITION = "by_definition"  # a count that starts with the plan was 0


class BaselineMark(StrEnum):
    """What a reader must know of how a baseline came about."""

    NONE = ""
    LATE = "late_baseline"
    RECONSTRUCTED = "reconstructed"
    RECALL = "recall"


class Precision(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Change(StrEnum):
    """What happened between baseline and current."""

    INCREASED = "increased"
    DECREASED = "decreased"
    EQUIVALENT = "equivalent"
    CANNOT_TELL = "cannot_tell"


class Status(StrEnum):
    """Where an indicator stands against its target."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    SUBSTANTIAL = "substantially_achieved"
    PARTIAL = "partially_achieved"
    ACCELERATION = "acceleration_needed"
    LIMITED = "limited_progress"
    NO_CHANGE = "no_change"
    REGRESSED = "regressed"
    MET_AT_BASELINE = "met_at_baseline"
    CONTEXT = "context_only"
    NOT_DUE = "not_due"
    NOT_ACHIEVED = "not_achieved"
    NOT_ASSESSABLE = "not_assessable"


class Reason(StrEnum):
    """Why something could not be assessed."""

    UNREADABLE = "unreadable"
    NO_BASELINE = "no_baseline"
    NO_CURRENT = "no_current"
    NO_TARGET = "no_target"
    NO_ROUND = "no_round"
    BASELINE_AFTER_START = "baseline_after_start"
    BASELINE_TOO_OLD = "baseline_too_old"
    DEFINITION_CHANGED = "definition_changed"
    UNIT_MISMATCH = "unit_mismatch"
    NO_UNIT = "no_unit"
    COVERAGE_CHANGED = "coverage_changed"
    FALLING_CUMULATIVE = "falling_cumulative"
    BASE_TOO_SMALL = "base_too_small"
    SUPPRESSED = "suppressed"
    SOURCE_MISSING = "source_missing"
    CONFLICTING_VALUES = "conflicting_values"
    NOT_DUE = "not_due"
    TARGET_WORSE = "target_worse_than_baseline"
    STEP_NO_MILESTONE = "step_no_milestone"
    ZERO_BASELINE = "zero_baseline"
    NO_INTERVAL = "no_interval"
    NOT_DISTINGUISHABLE = "not_distinguishable"
    NO_DIRECTION = "no_direction"
    NOT_NUMERIC = "not_numeric"
    EXPLORATORY = "exploratory"
    NO_SAMPLING_ERROR = "no_sampling_error"
    TOO_WIDE = "too_wide"
    PERIOD_INCOMPLETE = "period_incomplete"
    SPAN_DIFFERS = "span_differs"
    PARTS_MISSING = "parts_missing"
    OUT_OF_SCOPE = "out_of_scope"
    LATE_BASELINE = "late_baseline"
    RECALLED_BASELINE = "recalled_baseline"
    NOT_IN_DATA = "not_in_data"
    SMALL_BASE = "small_base"
    FEW_DF = "few_df"
    COMPLEMENTARY = "complementary"


class State(StrEnum):
    """What may be shown of a value."""

    SHOWN = "shown"
    FLAGGED = "flagged"
    IMPRECISE = "imprecise"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"
    NOT_ASSESSABLE = "not_assessable"


class Rule(StrEnum):
    """Published ways of rating progress."""

    DEFAULT = "default"
    OPEN_SDG = "open_sdg"
    UN_CHART = "un_chart"


class Comparability(StrEnum):
    """Whether baseline and current measure the same thing."""

    SAME = "same"
    NOTED = "noted"
    BROKEN = "broken"


class Stage(StrEnum):
    """How far a body says that an activity has come, least advanced first."""

    NOT_STARTED = "not_started"
    STOPPED = "stopped"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"


class Kept(StrEnum):
    """How a promise stands in one stretch of time."""

    KEPT = "kept"
    BROKEN = "broken"
    UNDER_WAY = "under_way"
    NOT_DUE = "not_due"
    NOT_IN_DATA = "not_in_data"


class Certainty(StrEnum):
    """Whether the evidence clears the cut that the status stands on."""

    CLEAR = "clear"
    UNCLEAR = "unclear"
    NOT_APPLICABLE = "not_applicable"


class EvaluationKind(StrEnum):
    """The kinds of evaluation report."""

    ANNUAL = "annual"
    MIDTERM = "midterm"
    FINAL = "final"


class DesignKind(StrEnum):
    """How the people of a survey came into it; nothing is assumed where it is not said."""

    PROBABILITY = "probability"
    CENSUS = "census"
    CONVENIENCE = "convenience"
    TRAINING_INTAKE = "training_intake"


class SinglePsu(StrEnum):
    """What to do with a stratum of one sampling unit, whose variance cannot be seen."""

    FAIL = "fail"
    REMOVE = "remove"
    CERTAINTY = "certainty"
    ADJUST = "adjust"
    AVERAGE = "average"


class Interval(StrEnum):
    """Ways of forming an interval."""

    STUDENT = "student"
    LOGIT = "logit"
    BETA = "beta"
    WILSON = "wilson"
    XLOGIT = "xlogit"
    ASIN = "asin"
    LIKELIHOOD = "likelihood"


class QuantileRule(StrEnum):
    """Ways of reading a quantile off weighted values, by R's names."""

    MATH = "math"
    SCHOOL = "school"
    SHAHVAISH = "shahvaish"
    HF1 = "hf1"
    HF2 = "hf2"
    HF3 = "hf3"
    HF4 = "hf4"
    HF5 = "hf5"
    HF6 = "hf6"
    HF7 = "hf7"
    HF8 = "hf8"
    HF9 = "hf9"


class QuantileInterval(StrEnum):
    """Ways of forming the interval of the share below a quantile, by R's names."""

    MEAN = "mean"
    BETA = "beta"
    XLOGIT = "xlogit"
    ASIN = "asin"
    SCORE = "score"


class Criterion(StrEnum):
    """The criteria of OECD-DAC (2019), and the ninth head that UNEG adds."""

    RELEVANCE = "relevance"
    COHERENCE = "coherence"
    EFFECTIVENESS = "effectiveness"
    EFFICIENCY = "efficiency"
    IMPACT = "impact"
    SUSTAINABILITY = "sustainability"
    GENDER_RIGHTS = "gender_rights"


class EvidenceType(StrEnum):
    """Where a piece of evidence comes from."""

    ADMINISTRATIVE = "administrative"
    SURVEY = "survey"
    DOCUMENT = "document"
    INTERVIEW = "interview"
    GROUP = "group_discussion"
    OBSERVATION = "observation"
    SELF_REPORT = "self_report"
    STUDY = "study"
    QUALITATIVE_STUDY = "qualitative_study"


class PlotKind(StrEnum):
    """Ways of drawing estimates."""

    FOREST = "forest"
    BARS = "bars"
    LIKERT = "likert"


class StudyDesign(StrEnum):
    """How a study goes about its question."""

    CROSS_SECTION = "cross_section"
    BEFORE_AFTER = "before_after"
    PANEL = "panel"
    COMPARISON_GROUP = "comparison_group"
    QUALITATIVE = "qualitative"
    MIXED = "mixed"
    SECONDARY = "secondary"
    REVIEW = "review"


class Appraised(StrEnum):
    """How far a part of a study can be relied on."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


class Stance(StrEnum):
    """Whether a piece of evidence bears a finding out."""

    SUPPORTS = "supports"
    PARTLY = "partly"
    DISPROVES = "disproves"


class Confidence(StrEnum):
    """How sure evaluators are of a contribution."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
