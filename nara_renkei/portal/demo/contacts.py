"""応接記録 of every kind, a call that became a 相談, and what a clerk keeps of the queue."""

from datetime import datetime
from uuid import UUID, uuid5

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.actors import Actor
from proposals.models import Proposal
from screening.enums import ContactKind
from screening.usecases.keep_filter import keep_filter
from screening.usecases.keep_phone_memo import PhoneMemo, keep_phone_memo
from screening.usecases.record_contact import ContactFacts, record_contact

from .city import City
from .clock import moment
from .named_stories import NAMED

MADE_OF = UUID("6f2b4a52-6d3c-4f0e-9a53-1c1f0f6a7b10")


def show_contacts(city: City) -> None:
    """Contacts by the desk and by a 課, with and without a proposal, and two kept filters."""
    clock, desk = city.clock, city.desk()
    officer = city.officer("土木管理課", PostKind.OFFICER)
    told = [
        ("dusk", ContactKind.PHONE, moment(clock.before(1), 10), "提案者の担当者", "", "夜の照明をどこまで落とせるかを尋ねられた。画面に出ている期日だけを伝えた。", "課に照明の決まりを尋ねる（デスク）", desk),
        ("dusk", ContactKind.THIRD_PARTY, moment(clock.before(1), 15), "市議会議員（氏名は見本）。商店会の会長の依頼。", "議会棟の応接室", "この提案を早く進めてほしいとの話。公表している手順で進めていることを答えた。", "記録を課と共有する", desk),
        ("carrier", ContactKind.VISIT, moment(clock.before(2), 14), "提案者の二人。総合政策課 二人。", "北棟5階の打合せ室", "使う道の幅と、朝の時間帯の歩く人の数について話した。", "道の幅を調べて送る（提案者）", desk),
        ("camera", ContactKind.ONLINE, moment(clock.before(3), 11), "提案者、課の主査", "", "写す範囲と、写ったものを残さないことを確かめた。", "", officer),
        ("bamboo", ContactKind.CALL, moment(clock.before(4), 13), "提案者、山の持ち主", "竹林", "運び出す道と、置き場所を一緒に見た。", "持ち主の承諾を書面にする（提案者）", desk),
    ]  # fmt: skip
    for number, (name, kind, at, people, place, body, next_step, by) in enumerate(told):
        facts = ContactFacts(kind=kind, met_at=at, people=people, body=body, place=place, next_step=next_step)
        _record(f"story {number}", facts, Proposal.objects.get(title=NAMED[name].title), by, at)
    greeting = ContactFacts(
        kind=ContactKind.MAIL,
        met_at=moment(clock.before(2), 9),
        people="町家の宿の組合 事務局",
        body="提案の前に、空いている町家の一覧があるかとのお尋ね。公開している一覧の場所をお返事した。",
    )
    _record("greeting", greeting, None, desk, greeting.met_at)
    keep_phone_memo(
        key=uuid5(MADE_OF, "call"),
        memo=PhoneMemo(
            caller="見本の会 事務局の方（0742-00-0000）",
            matter="公園の花だんを会で世話したい。何から始めればよいか。",
            then="デスクが公園緑地課に窓口を確かめ、明日の午前に折り返す。",
        ),
        proposal=None,
        as_consultation=True,
        by=desk,
        at=moment(clock.base, 9),
    )
    for name, params in (
        ("遅れているもの", {"need": "LATE"}),
        ("課題型の返事待ち", {"kind__exact": "CHALLENGE", "status": "IN_REVIEW"}),
    ):
        keep_filter(name=name, params=params, owner=city.clerks[0], by=desk, at=moment(clock.base, 9))


def _record(key: str, facts: ContactFacts, proposal: Proposal | None, by: Actor, at: datetime) -> None:
    record_contact(key=uuid5(MADE_OF, key), facts=facts, proposal=proposal, organization=None, by=by, at=at)
