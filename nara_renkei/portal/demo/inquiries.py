"""いつも意見を聞く課, and a question that was taken back."""

from screening.enums import Occasion
from screening.models import Screening, StandingConsultee
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.revoke_inquiry import revoke_inquiry

from .city import City
from .clock import moment
from .named_stories import NAMED

STANDING = (
    (Occasion.COST, "財政課", "費用の持ち方と、予算要求の時期で気を付けることはありますか。"),
    (Occasion.CONTRACT, "契約課", "相手の決め方と、先に公にしておくことはありますか。"),
    (Occasion.DATA, "DX推進課", "出せるデータの形と、個人情報の扱いで気を付けることはありますか。"),
    (Occasion.PLACE, "資産経営課", "場所を使う手続と、先に調べておくことはありますか。"),
)


def keep_standing(city: City) -> None:
    """The rows that the desk ticks by rule."""
    StandingConsultee.objects.bulk_create(
        StandingConsultee(occasion=occasion, division=city.divisions[name], question=question)
        for occasion, name, question in STANDING
    )


def show_inquiries(city: City) -> None:
    """One question that was sent to the wrong 課 and taken back."""
    asked = moment(city.clock.before(1), 10)
    inquiry = ask_opinion(
        screening=Screening.objects.get(proposal__title=NAMED["dusk"].title),
        division=city.divisions["財政課"],
        question="夜の催しの光熱費を、施設の維持費から出せますか。",
        due_on=city.clock.later(city.clock.base, 4),
        by=city.desk(),
        at=asked,
    )
    revoke_inquiry(
        inquiry=inquiry, reason="費用は提案者が持つと分かったため。", by=city.desk(), at=moment(city.clock.base, 9)
    )
