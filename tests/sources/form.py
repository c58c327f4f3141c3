"""A small questionnaire and its answers, for tests."""

import csv

QUESTIONS = [
    ("start", "start", "", "", "", "duration"), ("end", "end", "", "", "", "duration"),
    ("today", "today", "", "", "", "date"),
    ("select_one yes_no", "consent", "Do you agree?", "", "", "consent"),
    ("integer", "age", "Age", "${consent} = '1'", "", "age"),
    ("select_one yes_no", "private", "Private?", "${consent} = '1'", "", "privacy"),
    ("begin_group", "talk", "", "${consent} = '1' and ${age} >= 18", "", ""),
    ("select_one sex", "sex", "Sex", "", "", "demographic"),
    ("select_one yes_no", "has_job", "Has a job", "", "", "demographic"),
    ("select_one five", "job", "Content with the job", "${has_job} = '1'", "satisfaction_job", "item"),
    ("select_one five", "q1", "First item", "", "attitude_x", "item"),
    ("select_one five", "q2", "Second item", "", "attitude_x", "item"),
    ("select_multiple five", "many", "Which of these", "", "", "demographic"),
    ("text", "code", "Code", "", "", "match"), ("text", "unit", "Unit", "", "", "psu"),
    ("note", "referral", "Help", "", "", "note"), ("end_group", "", "", "", "", ""),
]  # fmt: skip
HEADS = ["type", "name", "label::English (en)", "label::Arabic (ar)", "relevant", "construct", "role",
         "points", "reverse", "disaggregate", "sensitive"]  # fmt: skip
CHOICES = [
    ("yes_no", "1", "Yes", "نعم", ""), ("yes_no", "2", "No", "لا", ""),
    ("sex", "f", "Female", "أنثى", ""), ("sex", "m", "Male", "ذكر", ""),
    *[("five", str(i), f"Point {i}", "", "") for i in range(1, 6)],
    ("five", "98", "Don't know", "لا أعرف", "dont_know"), ("five", "99", "Refused", "", "refused"),
]  # fmt: skip


def rows():
    out = []
    for kind, name, label, relevant, construct, role in QUESTIONS:
        row = dict.fromkeys(HEADS, "")
        row |= {"type": kind, "name": name, "label::English (en)": label, "relevant": relevant}
        row |= {"construct": construct, "role": role}
        row["label::Arabic (ar)"] = {"sex": "الجنس"}.get(name, "")
        if construct:
            row["points"] = "1-5"
        out.append(row)
    return out


def write_form(folder, questions=None, choices=CHOICES, version="1"):
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {
        "survey": (HEADS, [[r.get(h, "") for h in HEADS] for r in questions or rows()]),
        "choices": (["list_name", "name", "label::English (en)", "label::Arabic (ar)", "meaning"], choices),
        "settings": (["form_title", "form_id", "version"], [("Test", "test", version)]),
    }  # fmt: skip
    if questions:
        extra = [h for r in questions for h in r if h not in HEADS]
        heads = [*HEADS, *dict.fromkeys(extra)]
        sheets["survey"] = (heads, [[r.get(h, "") for h in heads] for r in questions])
    for name, (heads, lines) in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(heads)
            writer.writerows(lines)
    return folder


def answers(**changes):
    """Give one submission, as Kobo exports it."""
    return {
        "start": "2022-09-01T09:00:00+03:00", "end": "2022-09-01T09:20:00+03:00", "today": "2022-09-01",
        "consent": "1", "age": "30", "private": "1", "talk/sex": "f", "talk/has_job": "1",
        "talk/job": "4", "talk/q1": "2", "talk/q2": "4", "talk/many": "1 3", "talk/code": "AB7",
        "talk/unit": "u1", "_uuid": "x1", "_validation_status": "", "phone": "07701234567",
    } | changes  # fmt: skip


def write_export(path, submissions):
    heads = list(dict.fromkeys(name for each in submissions for name in each))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, heads, restval="")
        writer.writeheader()
        writer.writerows(submissions)
    return path
