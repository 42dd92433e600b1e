import pytest

from tests.factories.training import SessionFactory
from tests.factories.understanding import MaterialFactory, MaterialVersionFactory
from tests.harness import NOON
from training.queries.materials import kept_materials, readable_materials

pytestmark = pytest.mark.django_db


def test_the_desk_keeps_every_version_and_what_was_taken_away():
    gone = MaterialVersionFactory(material__withdrawn=True)
    session = gone.material.session
    material = MaterialFactory(session=session)
    first = MaterialVersionFactory(material=material, replaced=True)
    second = MaterialVersionFactory(material=material, number=2)

    one, other = kept_materials(session)

    assert (one.material, one.current, list(one.older)) == (material, second, [first])
    assert (other.material, other.current, list(other.older)) == (gone.material, gone, [])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_the_desk_costs_two_queries(rows, django_assert_num_queries):
    session = SessionFactory()
    for _ in range(rows):
        MaterialVersionFactory(material__session=session)

    with django_assert_num_queries(2):
        kept_materials(session)


def test_what_is_for_afterwards_is_read_when_the_session_is_over():
    sessions = {state: SessionFactory(**{state: True}) for state in ("open", "today", "ended")}
    sessions["preparing"] = SessionFactory()
    before = {name: MaterialVersionFactory(material__session=one) for name, one in sessions.items()}
    after = {
        name: MaterialVersionFactory(material__session=one, material__after=True) for name, one in sessions.items()
    }

    assert set(readable_materials(list(sessions.values()))) == {
        before["open"], before["today"], before["ended"], after["ended"],
    }  # fmt: skip


def test_old_versions_and_what_was_taken_away_are_not_read():
    session = SessionFactory(open=True)
    material = MaterialFactory(session=session)
    MaterialVersionFactory(material=material, replaced_at=NOON)
    current = MaterialVersionFactory(material=material, number=2)
    MaterialVersionFactory(material__session=session, material__withdrawn=True)
    MaterialVersionFactory(material__session__ended=True)

    assert list(readable_materials([session])) == [current]
