"""The ガイドライン of the demo city in every state: changed, being written, waiting for its day, past its review, read."""

from datetime import timedelta
from typing import Final

from knowledge.enums import Audience
from knowledge.models import Chapter
from knowledge.rules.papers import INTERNAL_EDITION, PUBLIC_EDITION
from knowledge.usecases.acknowledge_chapter import acknowledge_chapter
from knowledge.usecases.draft_chapter import draft_chapter
from knowledge.usecases.keep_chapter import keep_chapter
from knowledge.usecases.load_chapters import load_chapters
from knowledge.usecases.order_guideline import order_guideline
from knowledge.usecases.publish_chapter import publish_chapter
from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.actors import DIVISION, Actor

from .city import SHOWN_DEPARTMENT, City
from .clock import moment

CHANGED, WAITING, WRITTEN, PAST = "kento", "koyomi", "owari", "tsumazuki"
CONTACT: Final = """
## 提案者に連絡する前に（見本）

1. 提案のページで、いまの状態と期日を見ます。
2. 前の連絡を応接記録で読みます。
3. 聞きたいことを三つまでに絞ります。答えてほしい日を書きます。
"""
NEW_YEAR: Final = """
## 年度の初めに、課で一度読むもの（見本）

- [第3章](#yakuwari)の「だれが何をするか」
- [第9章](#kohei)の「伝えてよいこと」
"""
ENDING: Final = """
## 終わりの集まり（見本）

取組が終わったら、30分だけ集まり、よかったこと、困ったこと、次の人に伝えることを一つずつ話します。
"""


def show_guideline(city: City) -> None:
    """Change one chapter, let one wait for its day and one be written, let one pass its day, and let some read."""
    load_chapters()  # now that there are 課 to keep the chapters
    base = city.clock.base
    chapters = {one.anchor: one for one in Chapter.objects.in_order()}
    _read(city, chapters, days=60, every=5)
    _change(city, chapters[CHANGED], CONTACT, "担当課から「連絡の前に何を見るか」の質問が続いたため。", days=21)
    _read(city, {CHANGED: chapters[CHANGED]}, days=10, every=4)
    _draft(city, chapters[WAITING], NEW_YEAR, "年度の初めに読む章を決めたため。", days=6)
    publish_chapter(
        chapter=chapters[WAITING],
        revision=1,
        effective_from=base + timedelta(days=30),
        by=city.desk(),
        at=moment(city.clock.ago(5), 16),
    )
    _draft(city, chapters[WRITTEN], ENDING, "終わりの集まりの形が決まったため。", days=2)
    past = chapters[PAST]
    keep_chapter(
        chapter=past,
        audience=Audience(past.audience),
        must_read=past.must_read,
        owner=past.owner,
        review_by=city.clock.ago(12),
        by=city.desk(),
        at=moment(city.clock.ago(200), 11),
    )
    for edition in (PUBLIC_EDITION, INTERNAL_EDITION):
        order_guideline(edition=edition, by=city.desk(), at=moment(base, 9))


def _draft(city: City, chapter: Chapter, added: str, why: str, *, days: int) -> None:
    newest = chapter.versions.latest("number")
    draft_chapter(
        chapter=chapter,
        revision=0,
        title=newest.title,
        text=f"{newest.text.rstrip()}\n{added}",
        why=why,
        asks_again=True,
        by=city.desk(1),
        at=moment(city.clock.ago(days), 14),
    )


def _change(city: City, chapter: Chapter, added: str, why: str, *, days: int) -> None:
    _draft(city, chapter, added, why, days=days + 4)
    day = city.clock.ago(days)
    publish_chapter(chapter=chapter, revision=1, effective_from=day, by=city.desk(), at=moment(day, 9))


def _read(city: City, chapters: dict[str, Chapter], *, days: int, every: int) -> None:
    """Let all 担当 of the shown 部 and some of the others read what must be read."""
    day = city.clock.ago(days)
    found = [(one, one.version_on(day)) for one in chapters.values() if one.must_read]
    for n, ((name, kind), user) in enumerate(sorted(city.staff.items(), key=lambda one: one[0])):
        division = city.divisions.get(name)
        is_shown = division is not None and division.department.name == SHOWN_DEPARTMENT
        if not (is_shown and kind == PostKind.OFFICER) and n % every:
            continue
        by = Actor(DIVISION, f"{user.name}（{name}）", f"user:{user.pk}", "192.0.2.30")
        for chapter, version in found:
            number = version.number if version else 0
            acknowledge_chapter(chapter=chapter, number=number, user=user, by=by, at=moment(day, 9 + n % 8))
