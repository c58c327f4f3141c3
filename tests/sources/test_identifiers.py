"""The workbench's secret is one, whoever makes it first."""

import stat

from wps_eval.sources import identifiers


def test_the_secret_is_made_once_and_is_its_owners(tmp_path):
    path = tmp_path / "private/salt"
    salt = identifiers.read_salt(path)
    assert (len(salt), identifiers.read_salt(path)) == (32, salt)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["salt"]


def test_of_two_processes_that_make_it_at_one_time_the_first_ones_holds(tmp_path, monkeypatch):
    path = tmp_path / "salt"

    def while_another_is_first(count):
        path.write_bytes(b"of the other")
        return b"x" * count

    monkeypatch.setattr(identifiers.secrets, "token_bytes", while_another_is_first)
    assert identifiers.read_salt(path) == b"of the other"
    assert [each.name for each in tmp_path.iterdir()] == ["salt"]
