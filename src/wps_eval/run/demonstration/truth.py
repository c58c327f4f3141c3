"""What is true in the demonstration, and must be found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

YEARS = (2020, 2022, 2024)
TRAINING = "training-2022"

# share right of an average knowledge item, before a governorate's and a person's own share
KNOWLEDGE = {2020: 0.42, 2022: 0.50, 2024: 0.58}
WOMEN_KNOWLEDGE_EFFECT = 0.04  # women above men by twice this
#: governorates that a made-up programme reached after 2020, of the 19 of the round
PROGRAMME = ("IQG01", "IQG03", "IQG05", "IQG07", "IQG09", "IQG11", "IQG13", "IQG15")
GOVERNORATES = 19
# how much more than elsewhere the share right rose there; the country's mean stays as above
PROGRAMME_EFFECT = {2020: 0.0, 2022: 0.10, 2024: 0.04}
# one question is worded badly in one language: this share of those who know its answer there do not give it;
# on the other questions of the scale as many more right answers are given there, so that the mean stays
HARD_ITEM, HARD_LANGUAGE, HARD_SHARE = "k_confidential", "ckb", 0.5
DONT_KNOW_SHARE = 0.15  # share of all answers that say "don't know"

# mean point of an average attitude item towards equality, of 1 to 5; nothing moved until 2022
ATTITUDE = {2020: 3.10, 2022: 3.10, 2024: 3.45}

# share satisfied (4 or 5), and dissatisfied (1 or 2), of an average item of women staff
SATISFIED = {2020: (0.38, 0.37), 2022: (0.47, 0.30), 2024: (0.55, 0.25)}

# share right before a course, at its end, and later; share who are not found again; share of forms
# with a wrong day in the self-made code
COURSE_KNOWLEDGE = {"pre": 0.48, "post": 0.74, "follow_up": 0.66}
LOST_SHARE = {"pre": 0.0, "post": 0.12, "follow_up": 0.35}
MISTYPED_SHARE = 0.05

# satisfied of all who gave feedback, 2022
FEEDBACK_SATISFIED = {
    "reporting": 0.52,
    "hotline": 0.61,
    "health": 0.66,
    "reunification": 0.40,
    "documents": 0.57,
}

# means of the other scales from 0 to 1: share right, share satisfied, or how far up the scale
GROUP_LEVELS = {
    "awareness_gender_military_operations": {2020: 0.38, 2022: 0.52, 2024: 0.60},
    "knowledge_humanitarian_principles_soldiers": {2020: 0.50, 2022: 0.62, 2024: 0.66},
    "behaviour_humanitarian_principles_soldiers": {2020: 0.48, 2022: 0.50, 2024: 0.58},
    "knowledge_early_warning": {2020: 0.35, 2022: 0.55, 2024: 0.63},
    "attitudes_early_warning": {2020: 0.50, 2022: 0.56, 2024: 0.60},
    "behaviour_early_warning": {2020: 0.40, 2022: 0.47, 2024: 0.55},
    "knowledge_sexually_transmitted_diseases": {2020: 0.55, 2022: 0.65, 2024: 0.70},
    "awareness_sexual_violence_dangers": {2020: 0.45, 2022: 0.50, 2024: 0.55},
    "knowledge_response_sexual_violence": {2020: 0.40, 2022: 0.46, 2024: 0.52},
    "satisfaction_awareness_campaigns": {2020: 0.50, 2022: 0.60, 2024: 0.62},
    "knowledge_coexistence_youth": {2020: 0.48, 2022: 0.57, 2024: 0.62},
    "attitude_coexistence_youth": {2020: 0.55, 2022: 0.58, 2024: 0.62},
    "behaviour_coexistence_youth": {2020: 0.45, 2022: 0.46, 2024: 0.52},
    "knowledge_social_protection_breadwinners": {2020: 0.36, 2022: 0.50, 2024: 0.58},
    "attitudes_social_protection_breadwinners": {2020: 0.52, 2022: 0.57, 2024: 0.60},
    "behaviour_social_protection_breadwinners": {2020: 0.44, 2022: 0.45, 2024: 0.52},
}


def programme_shift(place: str, year: int) -> float:
    """Give what a programme adds to a governorate's share right, about a mean of 0 over all governorates.

    Args:
        place: The governorate.
        year: The round's year.
    """
    reached = len(PROGRAMME) / GOVERNORATES
    return PROGRAMME_EFFECT[year] * ((place in PROGRAMME) - reached)


def truth(figures: Mapping[str, Mapping[str, Mapping[int, float]]]) -> dict[str, object]:
    """Give the planted truth in the units of the results, as it is written to ``truth.json``.

    Args:
        figures: What reports are to say of the plan's indicators: by indicator, place and year.
    """
    return {
        "note": "Demonstration data. Planted values; nothing here is a finding.",
        "knowledge_mean_pct": {str(year): 100 * share for year, share in KNOWLEDGE.items()},
        "programme_effect_points": {
            str(year): 100 * effect for year, effect in PROGRAMME_EFFECT.items()
        },
        "attitude_mean_0_100": {str(year): 100 * (mean - 1) / 4 for year, mean in ATTITUDE.items()},
        "satisfied_pct": {str(year): 100 * satisfied for year, (satisfied, _) in SATISFIED.items()},
        "dissatisfied_pct": {
            str(year): 100 * dissatisfied for year, (_, dissatisfied) in SATISFIED.items()
        },
        "course_mean_pct": {wave: 100 * share for wave, share in COURSE_KNOWLEDGE.items()},
        "hard_item": {
            "item": HARD_ITEM,
            "interview_language": HARD_LANGUAGE,
            "lost_prop": HARD_SHARE,
        },
        "lost_prop": dict(LOST_SHARE),
        "feedback_satisfied_pct": {
            service: 100 * share for service, share in FEEDBACK_SATISFIED.items()
        },
        "group_mean_0_100": {
            construct: {str(year): 100 * level for year, level in levels.items()}
            for construct, levels in GROUP_LEVELS.items()
        },
        "figures": figures,
    }
