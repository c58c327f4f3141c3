"""Which units count people who could be recognised by a small number."""

from __future__ import annotations

import re

# units that count things or public offices; whatever is not listed counts people
THING_WORDS = frozenset(
    [
        "yes",
        "no",
        "score",
        "0",
        "1",
        "100",
        "seats",
        "interviews",
        "facilities",
        "reports",
        "workshops",
        "meetings",
        "assessment",
        "centres",
        "bodies",
        "institutions",
        "projects",
        "laws",
        "materials",
        "surveys",
        "programmes",
        "policies",
        "courses",
        "shelters",
        "activities",
        "agencies",
        "manuals",
        "events",
        "decisions",
        "sessions",
        "recommendations",
        "publications",
        "regulations",
        "documents",
        "partnerships",
        "conferences",
        "memoranda",
        "studies",
        "branches",
        "campaigns",
        "safe",
        "spaces",
        "clinics",
        "teams",
        "procedures",
        "trainings",
        "proposals",
        "services",
        "statements",
        "visits",
        "curricula",
        "weapons",
        "opportunities",
    ]
)
JOINING_WORDS = frozenset({"of", "and"})


def counts_people(unit: str) -> bool:
    """Whether a unit counts people; one that is not known to count things does."""
    words = set(re.findall(r"\w+", unit)) - JOINING_WORDS
    return not words or not words <= THING_WORDS
