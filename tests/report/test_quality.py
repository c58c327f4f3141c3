"""What values rest on is said in words, in every language."""

import pytest
from bs4 import BeautifulSoup

from wps_eval.codes import Evidence
from wps_eval.report.numbers import Writer
from wps_eval.report.quality import quality_table
from wps_eval.results.store import frame
from wps_eval.words.catalogue import Words


@pytest.mark.parametrize("language", ["en", "ar_IQ", "ckb_IQ"])
def test_every_kind_of_evidence_has_a_name(language):
    values = frame(
        "estimates", [{"indicator": f"I{kind}", "evidence": str(kind)} for kind in Evidence]
    )
    soup = BeautifulSoup(str(quality_table(values, Writer(Words(language)))), "html.parser")
    names = {row.find(["th", "td"]).get_text().strip() for row in soup.select("tbody tr")}
    assert len(names) == len(Evidence)
    assert not names & {str(kind) for kind in Evidence}
