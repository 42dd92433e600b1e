"""企業カルテ: who opened which and what for, and what the desk wrote of a 団体 without a proposal."""

from uuid import UUID, uuid5

from nara_renkei.accounts.enums import PostKind
from screening.enums import ContactKind, OpeningReason
from screening.usecases.open_record import open_record
from screening.usecases.record_contact import ContactFacts, record_contact

from .city import SHOWN_DIVISION, City
from .clock import moment

MADE_OF = UUID("b1f0d3de-1d0c-4f43-8f4a-0e6f3f0a4c55")
# 団体, 課, who, why, in words, 開庁日 ago
OPENINGS = (
    ("F", SHOWN_DIVISION, PostKind.OFFICER, OpeningReason.AGREEMENT, "80日後に終わる協定を、続けるかを話す前に。", 2),
    (
        "D",
        "危機管理課",
        PostKind.OFFICER,
        OpeningReason.DIALOGUE,
        "秋の訓練の打合せの前に、これまでの話を確かめる。",
        3,
    ),
    ("G", "住宅課", PostKind.MANAGER, OpeningReason.HANDOVER, "", 9),
)
GREETINGS = (
    ("B", "支社長の交代のあいさつ。検診の案内は続けたいとのこと。", "申出期限までに、健康増進課と続けるかを決める", 6),
    ("F", "協定の終わりについて、来月に案を出すとの電話があった。", "", 5),
)


def show_records(city: City) -> None:
    desk = city.desk()
    for key, body, next_step, days in GREETINGS:
        at = moment(city.clock.before(days), 11)
        facts = ContactFacts(kind=ContactKind.PHONE, met_at=at, people="団体の担当者", body=body, next_step=next_step)
        organization = city.organizations[key]
        record_contact(key=uuid5(MADE_OF, key), facts=facts, proposal=None, organization=organization, by=desk, at=at)
    for key, division, kind, reason, words, days in OPENINGS:
        at = moment(city.clock.before(days), 10)
        reader, by = city.of(division, kind), city.officer(division, kind)
        organization = city.organizations[key]
        open_record(organization=organization, reader=reader, reason=reason, words=words, by=by, at=at)
