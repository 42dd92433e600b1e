import pytest

from training.rules.signatures import session_of_sheet


@pytest.mark.parametrize(
    ("about", "named"),
    [
        ("session:kanri-r8-2", ("kanri-r8", 2)),
        ("session:2", None),
        ("session:kanri", None),
        ("course:kanri-2", None),
    ],
)
def test_a_sheet_is_about_one_session(about, named):
    assert session_of_sheet(about) == named
