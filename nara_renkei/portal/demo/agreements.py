"""包括連携協定 of the demo city in every state, with their 台帳, papers and 取組."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.directory.enums import NoticeUnit, PaperOf, Side, SigningMethod
from nara_renkei.directory.models import Agreement, AgreementRecord
from nara_renkei.directory.usecases.decline_renewal import decline_renewal
from nara_renkei.directory.usecases.end_agreement import end_agreement
from nara_renkei.directory.usecases.extend_agreement import extend_agreement
from nara_renkei.directory.usecases.keep_agreement_paper import keep_agreement_paper
from nara_renkei.directory.usecases.record_activity import record_activity
from nara_renkei.directory.usecases.renew_agreement import renew_agreement
from nara_renkei.directory.usecases.roll_agreements import roll_agreements
from nara_renkei.directory.usecases.settle_agreement import settle_agreement

from .city import City
from .clock import moment
from .organizations import ORGANIZATIONS
from .pictures import leaflet

YEAR = timedelta(days=365)
ROWS = {row.key: row for row in ORGANIZATIONS}


@dataclass(frozen=True, slots=True)
class Story:
    key: str
    division: str
    starts: int  # days before the base day
    ends: int | None  # days after it; negative: before; None: no fixed end
    notice: tuple[int, NoticeUnit] | None = None  # None: nothing renews
    title: str = "包括連携協定"
    fields: str = ""  # empty: those of the 団体


STORIES = (
    # renewed twice by itself
    Story("A", "長寿福祉課", 900, -535, (3, NoticeUnit.MONTHS)),
    # its 申出期限 is in 60 days
    Story("B", "健康増進課", 640, 90, (30, NoticeUnit.DAYS)),
    # the 団体 said in time that this term is the last
    Story("C", "DX推進課", 600, 130, (1, NoticeUnit.MONTHS)),
    Story("D", "危機管理課", 420, 675, title="災害時の物資の輸送に関する協定"),
    # a clerk renewed it before the deadline
    Story("E", "健康増進課", 700, 30, (1, NoticeUnit.MONTHS)),
    # nothing renews, and the end is near
    Story("F", "観光戦略課", 650, 80),
    Story("G", "住宅課", 800, 295, (3, NoticeUnit.MONTHS), "ごみの減量に関する連携協定", "不用品の譲り合い"),
    Story("G", "住宅課", 380, 1080),
    # an older one that has run out, and the one that followed
    Story("H", "土木管理課", 900, -170, title="道路の点検に関する連携協定", fields="道路の点検"),
    Story("H", "土木管理課", 160, None),
)
ACTIVITIES = (
    ("A", "長寿福祉課", 400, "移動販売車で熱中症の注意を配った。", "6か所で延べ420枚"),
    ("A", "月ヶ瀬行政センター", 40, "集会所で、買物と荷物の受取りを試した。", "3日間で延べ86人"),
    ("B", "健康増進課", 150, "職場で、がん検診の案内をした。", "32社、延べ610人"),
    ("D", "危機管理課", 60, "総合防災訓練で、物資を運んだ。", "冷蔵車2台"),
    ("E", "健康増進課", 210, "売場で、健康測定と相談の会を開いた。", "9店で延べ1,150人"),
    ("E", "介護福祉課", 70, "薬の相談会を開いた。", "2会場で延べ74人"),
    ("H", "土木管理課", 30, "通学路の路面を一緒に確かめた。", "約12km"),
)


def make_agreements(city: City) -> None:
    """Make all of them, one in preparation too, and let the years pass."""
    made = [_make(city, story) for story in STORIES]
    by_title = {(story.key, story.title): agreement for story, agreement in zip(STORIES, made, strict=True)}
    base, desk = city.clock.base, city.desk()
    then = moment(city.clock.ago(20), 14)
    roll_agreements(at=then)
    said = city.clock.ago(30)
    decline_renewal(
        agreement=by_title["C", "包括連携協定"], declined_on=said, side=Side.PARTNER, by=desk, at=moment(said, 15)
    )
    renew_agreement(
        agreement=by_title["E", "包括連携協定"],
        note="健康増進課長に確認",
        by=desk,
        at=moment(city.clock.ago(45), 11),
    )
    extend_agreement(
        agreement=by_title["D", "災害時の物資の輸送に関する協定"],
        agreed_on=city.clock.ago(25),
        ends_on=base + timedelta(days=675) + YEAR,
        note="覚書（危管第31号）",
        by=desk,
        at=then,
    )
    end_agreement(
        agreement=by_title["G", "ごみの減量に関する連携協定"],
        ended_on=city.clock.ago(390),
        why="住まいも含む新しい協定にまとめたため。",
        by=desk,
        at=moment(city.clock.ago(395), 10),
    )
    _preparing(city)
    for key, division, days, what, figures in ACTIVITIES:
        day = city.clock.ago(days)
        record_activity(
            agreement=by_title[key, "災害時の物資の輸送に関する協定" if key == "D" else "包括連携協定"],
            held_on=day,
            what=what,
            figures=f"{figures}（例示）",
            division=city.divisions[division],
            is_public=True,
            by=city.officer(division),
            at=moment(day + timedelta(days=1), 10),
        )


def _make(city: City, story: Story) -> Agreement:
    base, row = city.clock.base, ROWS[story.key]
    signed = city.clock.ago(story.starts)
    count, unit = story.notice or (None, "")
    agreement = settle_agreement(
        agreement=Agreement(
            organization=city.organizations[story.key],
            title=story.title,
            fields=story.fields or row.agreement_fields,
            division=city.divisions[story.division],
            signed_on=signed,
            signing=SigningMethod.ELECTRONIC if story.key in "CH" else SigningMethod.PAPER,
            starts_on=signed,
            ends_on=None if story.ends is None else base + timedelta(days=story.ends),
            renews_years=1 if story.notice else None,
            notice_count=count,
            notice_unit=unit,
            pressed_on=signed,
            is_public=True,
        ),
        on=signed,
    )
    AgreementRecord.objects.create(
        agreement=agreement,
        decided_on=city.clock.open_day(signed - timedelta(days=14)),
        document_number=f"奈総政第{100 + agreement.pk}号（例示）",
        original_at="総合政策課 書庫1の3段目" if agreement.signing == SigningMethod.PAPER else "文書管理システム",
        city_contact="係長",
        partner_name=row.contact,
        partner_section="地域連携の担当",
        partner_phone=row.phone,
        partner_email=f"{row.mailbox}@{row.domain}",
        partner_confirmed_on=city.clock.ago(100),
    )
    keep_agreement_paper(
        agreement=agreement,
        kind=PaperOf.AGREEMENT,
        upload=SimpleUploadedFile("協定書（写し）.pdf", leaflet(2), "application/pdf"),
        by=city.desk(),
        at=moment(signed + timedelta(days=1), 10),
    )
    return agreement


def _preparing(city: City) -> None:
    agreement = settle_agreement(
        agreement=Agreement(
            organization=city.organizations["J"],
            title="地域共創に関する包括連携協定",
            fields="学生の住まい／地域の学び",
            division=city.divisions["総合政策課"],
        ),
        on=city.clock.base,
    )
    AgreementRecord.objects.create(agreement=agreement, notes="案を先方に送った。来月、決裁にかける。")
