"""Who may do what. Plain Python: readable by the desk, no clock, no database."""

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
    permissions: frozenset[Permission]


P = Permission

ROLES: dict[PostKind, Role] = {
    PostKind.OFFICER: Role(
        "課職員",
        frozenset({P.ANSWER, P.OPEN_RECORDS}),
    ),
    PostKind.DEPUTY: Role(
        "代決者",
        frozenset({P.ANSWER, P.CONFIRM_ANSWER, P.OPEN_RECORDS}),
    ),
    PostKind.MANAGER: Role(
        "課長",
        frozenset({P.ANSWER, P.CONFIRM_ANSWER, P.OPEN_RECORDS, P.READ_REPORTS}),
    ),
    PostKind.LEADER: Role(
        "共創推進リーダー",
        frozenset({P.OPEN_RECORDS, P.READ_REPORTS, P.ORDER_REPORTS}),
    ),
    PostKind.DIRECTOR: Role(
        "管理職（部長）",
        frozenset({P.OPEN_RECORDS, P.READ_REPORTS, P.ORDER_REPORTS}),
    ),
    PostKind.EXECUTIVE: Role(
        "管理職（市長・副市長）",
        frozenset({P.READ_REPORTS, P.ORDER_REPORTS}),
    ),
    PostKind.DESK: Role(
        "公民連携デスク",
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
        frozenset({P.EDIT_SETTINGS, P.EDIT_STAFF, P.EDIT_DIRECTORY, P.KEEP_MAIL, P.ENTER_ADMIN}),
    ),
    PostKind.AUDITOR: Role(
        "監査",
        frozenset({P.READ_AUDIT, P.ENTER_ADMIN}),
    ),
}


# Held by nobody as a 会計年度任用職員: who confirms or tells decides.
DECIDING = frozenset({P.CONFIRM_ANSWER, P.TELL})


def permissions_of(kinds: Iterable[str]) -> frozenset[Permission]:
    """Return what the posts of these kinds allow together."""
    return frozenset().union(*(ROLES[PostKind(kind)].permissions for kind in kinds))
