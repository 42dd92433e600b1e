"""Who may do what, as paragraphs. Plain Python: readable by the desk, no clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from nara_renkei.accounts.enums import PostKind


class Permission(StrEnum):
    READ_ALL_PROPOSALS = "提出された提案をすべて読む"
    TRIAGE = "受付と送付前の確認をする"
    ROUTE = "課へ送付する"
    TELL = "提案者へお知らせする"
    ANSWER = "課の回答の案を書く"
    CONFIRM_ANSWER = "課の回答を確認する"
    OPEN_RECORDS = "企業カルテを開く"
    READ_REPORTS = "報告を読む"
    ORDER_REPORTS = "報告を作る"
    EDIT_DIRECTORY = "部課・団体を直す"
    EDIT_WORDS = "文面・選択肢を直す"
    EDIT_SETTINGS = "市の設定を直す"
    EDIT_STAFF = "職員と席を直す"
    HOLD_EVENTS = "ダイアログをひらく"
    HOLD_TRAININGS = "研修をひらく"
    HOLD_SURVEYS = "アンケートをする"
    KEEP_MAIL = "送るメールを見て、送り直す"
    READ_AUDIT = "監査の記録を読む"
    ENTER_ADMIN = "管理画面に入る"


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    paragraph: str
    permissions: frozenset[Permission]


P = Permission

COMPANY = Role(
    "企業",
    "自分の団体の提案を書き、出し、読み、やり取りする。ほかの団体の提案も、市の中のメモも見ない。",
    frozenset(),
)

ROLES: dict[PostKind, Role] = {
    PostKind.OFFICER: Role(
        "課職員",
        "自分の課に送られた提案を読み、回答と結果の案を書く。企業カルテは、理由を書いて開く。課の外へは出せない。",
        frozenset({P.ANSWER, P.OPEN_RECORDS}),
    ),
    PostKind.DEPUTY: Role(
        "代決者",
        "課職員のすることに加え、課長が不在のとき、課の回答と結果の案を代わって確かめる。代決と記録される。",
        frozenset({P.ANSWER, P.CONFIRM_ANSWER, P.OPEN_RECORDS}),
    ),
    PostKind.MANAGER: Role(
        "課長",
        "課の回答と結果の案を確かめて、課の答えにする。月次報告を読む。",
        frozenset({P.ANSWER, P.CONFIRM_ANSWER, P.OPEN_RECORDS, P.READ_REPORTS}),
    ),
    PostKind.LEADER: Role(
        "共創推進リーダー",
        "部の中の提案を読み、担当が決まらないときに裁定する。報告を読む。企業カルテは、理由を書いて開く。",
        frozenset({P.OPEN_RECORDS, P.READ_REPORTS, P.ORDER_REPORTS}),
    ),
    PostKind.DIRECTOR: Role(
        "管理職（部長）",
        "部の中の提案と報告を読む。企業カルテは、理由を書いて開く。",
        frozenset({P.OPEN_RECORDS, P.READ_REPORTS, P.ORDER_REPORTS}),
    ),
    PostKind.EXECUTIVE: Role(
        "管理職（市長・副市長）",
        "報告を読む。",
        frozenset({P.READ_REPORTS, P.ORDER_REPORTS}),
    ),
    PostKind.DESK: Role(
        "公民連携デスク",
        "受付、スクリーニング、課への送付、提案者へのお知らせを行う。中身の判断はしない。",
        frozenset(
            {
                P.READ_ALL_PROPOSALS,
                P.TRIAGE,
                P.ROUTE,
                P.TELL,
                P.OPEN_RECORDS,
                P.READ_REPORTS,
                P.ORDER_REPORTS,
                P.EDIT_DIRECTORY,
                P.EDIT_WORDS,
                P.EDIT_SETTINGS,
                P.HOLD_EVENTS,
                P.HOLD_TRAININGS,
                P.HOLD_SURVEYS,
                P.KEEP_MAIL,
                P.ENTER_ADMIN,
            }
        ),
    ),
    PostKind.SYSTEM: Role(
        "システム管理者",
        "職員と席、市の設定、送るメールを保つ。提案の中身は読まない。",
        frozenset({P.EDIT_SETTINGS, P.EDIT_STAFF, P.EDIT_DIRECTORY, P.KEEP_MAIL, P.ENTER_ADMIN}),
    ),
    PostKind.AUDITOR: Role(
        "監査",
        "監査の記録を読む。何も変えない。提案の中身は読まない。",
        frozenset({P.READ_AUDIT, P.ENTER_ADMIN}),
    ),
}


# Held by nobody as a 会計年度任用職員: who confirms or tells decides.
DECIDING = frozenset({P.CONFIRM_ANSWER, P.TELL})


def permissions_of(kinds: Iterable[str]) -> frozenset[Permission]:
    """Return what the posts of these kinds allow together."""
    return frozenset().union(*(ROLES[PostKind(kind)].permissions for kind in kinds))
