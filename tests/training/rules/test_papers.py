"""What a 修了証 is about."""

import pytest

from training.rules.papers import person_of_about, session_of_about


@pytest.mark.parametrize(
    ("about", "person", "session"),
    [
        ("trainee:12", 12, None),
        ("trainee:x", None, None),
        ("session:r8-kanri-2", None, ("r8-kanri", 2)),
        ("session:2", None, None),
        ("session:r8-kanri", None, None),
        ("event:r8-2", None, None),
    ],
)
def test_a_paper_is_about_a_person_or_a_session(about, person, session):
    assert (person_of_about(about), session_of_about(about)) == (person, session)
