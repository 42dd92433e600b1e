import pytest

from dialogue.queries.papers import finished_paper, ordered_papers
from dialogue.rules.papers import ARRIVALS, BADGES
from nara_renkei.core.models import PaperJob, PaperState
from tests.factories.dialogue import EventFactory
from tests.factories.proposals import PrivateFileFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


def job(event, kind, **fields):
    return PaperJob.objects.create(
        kind=kind,
        about=event.slug,
        title="見本",
        requested_by="受付花子",
        requested_by_key="user:0",
        created_at=NOON,
        **fields,
    )


def done(event, kind):
    return job(event, kind, state=PaperState.DONE, file=PrivateFileFactory(), finished_at=NOON)


def test_each_kind_is_listed_with_its_newest_paper(django_assert_num_queries):
    event, other = EventFactory(), EventFactory()
    done(event, BADGES)
    newest = job(event, BADGES)
    done(other, ARRIVALS)

    with django_assert_num_queries(1):
        found = {row.kind.kind: row.newest for row in ordered_papers(event)}

    assert (found[BADGES], found[ARRIVALS], len(found)) == (newest, None, 5)


def test_a_paper_is_opened_at_its_own_event_when_it_is_made():
    event = EventFactory()
    made, waiting = done(event, BADGES), job(event, BADGES)

    found = [finished_paper(event, one.uuid) for one in (made, waiting, done(EventFactory(), BADGES))]

    assert found == [made, None, None]
