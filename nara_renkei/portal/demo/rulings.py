"""裁定 in its three states: waited for, given, and 預かり."""

from dataclasses import dataclass
from datetime import date

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.actors import DIVISION, Actor
from nara_renkei.directory.models import Department
from proposals.enums import Ask
from screening.enums import Answer
from screening.models import Routing, Ruling
from screening.usecases.ask_for_ruling import ask_for_ruling
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.consult_before_ruling import ask_manager
from screening.usecases.draft_answer import draft_answer
from screening.usecases.give_ruling import give_ruling, take_custody
from screening.usecases.reroute_proposal import reroute_proposal

from .city import City
from .named_stories import Telling
from .proposals import DemoProposal
from .story import Story


@dataclass(frozen=True, slots=True)
class Contested:
    """A proposal that two 課 in turn said is not theirs, and why."""

    row: DemoProposal
    second: str
    first_says: str
    second_says: str


WAITING = Contested(
    DemoProposal(
        title="直売所と土産物店をめぐる、朝採れ野菜の小さな市",
        summary="東部の農家の朝採れ野菜を、奈良町の土産物店の軒先で土曜の朝に売り、直売所の地図を渡して東部へ足を運んでもらいます。",
        beneficiary="売れ残る少量の野菜を出せる農家と、朝の買物ができる奈良町の住民、早起きの来訪者。",
        body="土曜の朝、5軒の店の軒先を借りて2か月試します。売上げと、地図を持って直売所へ行った人の数を数えて市に渡します。",
        by="F",
        lead="農政課",
        asks=(Ask.PLACE, Ask.INTRODUCTION),
    ),
    "産業政策課",
    "市の場所は奈良町の店先で、商いの場づくりが中心です。商店街を持つ産業政策課が近いと考えます。",
    "売るのは農産物で、直売所への誘導が目的です。地産地消を持つ農政課の仕事と考えます。",
)
RULED = Contested(
    DemoProposal(
        title="空き家の庭を、近所の人と手入れする月一回の会",
        summary="管理の行き届かない空き家の庭を、所有者の了解を得て近所の人と手入れし、落ち葉を堆肥にして公園の花壇で使います。",
        beneficiary="草木の越境に困る近所の住民と、遠くに住む空き家の所有者。",
        body="3か所の庭で半年試します。道具と保険は当団体が用意します。所有者との連絡の仕方を市と一緒に決めたいです。",
        by="C",
        lead="住宅課",
        asks=(Ask.INTRODUCTION, Ask.PUBLICITY),
    ),
    "公園緑地課",
    "空き家の所有者への連絡は当課ですが、会の中心は緑の手入れです。",
    "当課が持つのは市の公園と街路樹で、民有地の庭は扱っていません。",
)
CUSTODY = Contested(
    DemoProposal(
        title="市役所の待ち時間に、三分で読める市民の物語",
        summary="窓口の待ち時間に読める三分の物語を、市民から集めた思い出をもとに作り、番号札の横のQRコードで開けるようにします。",
        beneficiary="窓口で待つ市民の方と、思い出を寄せてくれる地域の方。",
        body="三つの窓口で2か月試します。物語は月に10編、当団体が聞き書きでまとめます。読まれた数をお知らせします。",
        by="D",
        lead="市民課",
        asks=(Ask.PLACE, Ask.PUBLICITY),
    ),
    "文化振興課",
    "窓口の運営は当課ですが、物語を集める事業は文化の仕事と考えます。",
    "窓口での試みで、文化事業の枠には入りません。",
)


def stories(city: City) -> list[tuple[date, Telling]]:
    """Return the day each begins, and who tells it."""
    ago = city.clock.ago
    return [(ago(62), _ruled), (ago(47), _custody), (ago(36), _waiting)]


def _waiting(city: City, day: date) -> None:
    story = _refused_twice(city, day, WAITING)
    ruling = _ask(story, "観光経済部", "二つの課が、互いを担当と答えています。")
    ask_manager(
        ruling=ruling,
        division=city.divisions["観光戦略課"],
        question="奈良町の催しとして、貴課が持つことはできますか。",
        reply_to=city.of("観光経済部", PostKind.LEADER).email,
        by=leader(city, "観光経済部"),
        at=story.now(15),
    )


def _ruled(city: City, day: date) -> None:
    story = _refused_twice(city, day, RULED)
    ruling = _ask(story, "都市整備部", "空き家と緑の間の提案です。")
    give_ruling(
        ruling=ruling,
        division=city.divisions["住宅課"],
        reason="所有者との連絡が要になるため、住宅課が担当し、花壇のことは公園緑地課が協力する。",
        by=leader(city, "都市整備部"),
        at=story.wait(2).now(11),
    )
    story.wait(3).answer("所有者への声のかけ方から、一緒に考えます。")


def _custody(city: City, day: date) -> None:
    story = _refused_twice(city, day, CUSTODY)
    _ask(story, "市民部", "どちらの課も、窓口での試みとして受けられないと答えています。")
    take_custody(
        screening=story.wait(5).screening,
        reason="期限までに担当する課が決まらなかったため。試す窓口が決まったら、その課へ渡す。",
        by=story.desk,
        at=story.now(10),
    )


def _ask(story: Story, department: str, words: str) -> Ruling:
    return ask_for_ruling(
        screening=story.wait(1).screening,
        department=Department.objects.valid_on(story.day).get(name=department),
        words=words,
        due_on=story.city.clock.later(story.day, 5),
        by=story.desk,
        at=story.now(),
    )


def leader(city: City, department: str) -> Actor:
    user = city.of(department, PostKind.LEADER)
    return Actor(DIVISION, f"{user.name}（{department} 次長）", f"user:{user.pk}", "192.0.2.40")


def _refused_twice(city: City, day: date, what: Contested) -> Story:
    story = Story(city, what.row, day).draft().submit()
    story.wait(2).triage().route(others=())
    refuse(story.wait(4), what.row.lead, what.second, what.first_says)
    reroute_proposal(
        screening=story.wait(1).screening,
        lead=city.divisions[what.second],
        note="先の課の案のとおり、送り直します。",
        by=story.desk,
        at=story.now(),
    )
    refuse(story.wait(4), what.second, what.row.lead, what.second_says)
    return story


def refuse(story: Story, name: str, suggested: str, comment: str) -> None:
    city = story.city
    routings = Routing.objects.select_related("division", "screening__proposal")
    routing = routings.get(screening__proposal=story.proposal, division__name=name)
    draft_answer(
        routing=routing,
        choice=Answer.NOT_OURS,
        comment=comment,
        suggested=city.divisions[suggested],
        by=city.officer(name),
        at=story.now(),
    )
    manager = city.of(name, PostKind.MANAGER)
    confirm_answer(routing=routing, user=manager, by=city.officer(name, PostKind.MANAGER), at=story.now(14))
