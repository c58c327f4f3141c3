"""Rows of files in one cell: written and read again."""

from hypothesis import given
from hypothesis import strategies as st

from wps_eval.errors import Where
from wps_eval.values.places_in_files import read_places, spell_places

PLACES = st.builds(Where, st.text(min_size=1), st.text(), st.integers(0, 10**6))


@given(st.lists(PLACES).map(tuple))
def test_what_is_written_is_read_again(places):
    assert read_places(spell_places(places)) == places


def test_its_spelling_is_fixed_and_nothing_is_empty():
    assert (
        spell_places([Where("f.csv", "", 2), Where("\u0623.xlsx", "S", 3)])
        == '[["f.csv","",2],["\u0623.xlsx","S",3]]'
    )
    assert (spell_places([]), read_places("")) == ("", ())
