"""見直し and 見守り of the demo city: a page past its date and asked, one asked twice, and an officer who is told."""

from datetime import timedelta
from typing import Final

from knowledge.enums import Audience
from knowledge.models import Chapter
from knowledge.queries.reading import to_write
from knowledge.usecases.ask_reviews import ask_reviews
from knowledge.usecases.keep_chapter import keep_chapter
from knowledge.usecases.keep_watch import begin_watch
from knowledge.usecases.order_readings import order_readings
from knowledge.usecases.prepare_readings import prepare_readings
from knowledge.usecases.tell_watchers import tell_watchers
from nara_renkei.accounts.enums import PostKind

from .city import SHOWN_DIVISION, City
from .clock import moment

ASKED_TWICE: Final = "hikitsugi"
MAILED: Final = "kohei"
WATCHED: Final = "検討"


def show_keeping(city: City) -> None:
    """Ask twice of one chapter, once of the one past its date, tell a watcher, and mail 必読 to one 部."""
    _pass(city, ASKED_TWICE, days=45)
    ask_reviews(at=moment(city.clock.ago(40), 7))
    ask_reviews(at=moment(city.clock.ago(5), 7))
    user, by = city.of(SHOWN_DIVISION, PostKind.OFFICER), city.officer(SHOWN_DIVISION)
    began = moment(city.clock.ago(60), 10)
    begin_watch(user=user, words=WATCHED, by=by, at=began)
    begin_watch(user=user, division=city.divisions[SHOWN_DIVISION], by=by, at=began)
    tell_watchers(at=moment(city.clock.ago(7), 7))
    _mail(city)


def _pass(city: City, anchor: str, *, days: int) -> None:
    chapter = Chapter.objects.get(anchor=anchor)
    keep_chapter(
        chapter=chapter,
        audience=Audience(chapter.audience),
        must_read=chapter.must_read,
        owner=chapter.owner,
        review_by=city.clock.base - timedelta(days=days),
        by=city.desk(),
        at=moment(city.clock.ago(300), 11),
    )


def _mail(city: City) -> None:
    """Send the link of one chapter to the first 部 that has somebody who has not read it."""
    chapter, day = Chapter.objects.get(anchor=MAILED), city.clock.ago(3)
    version = chapter.version_on(day)
    rows = to_write(version, day) if version else []
    if rows:
        order_readings(
            chapter=chapter, departments=[rows[0].code], readers=len(rows[0].users), by=city.desk(), at=moment(day, 14)
        )
        prepare_readings(at=moment(day, 14))
