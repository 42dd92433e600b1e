"""The 回 of a 研修, and the stages of one."""

from typing import Any

from django.contrib import admin, messages
from django.forms import Form
from django.http import HttpRequest

from nara_renkei.accounts.admin.acts import RowAct
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage
from nara_renkei.accounts.permissions import Permission
from training.enums import SessionState
from training.models import Session
from training.queries.places import at_once, clashing_people
from training.rules.stages import may_move
from training.usecases.move_session import CannotMoveSession, move_session

from . import attendance_file, letters, materials, removal, roll, screen, signatures, surveys

# in the order of the work; each module of this package that has pages of a 回 adds its own
PAGES: tuple[RowPage, ...] = (
    *letters.PAGES,
    *materials.PAGES,
    *screen.PAGES,
    *roll.PAGES,
    *attendance_file.PAGES,
    *signatures.PAGES,
    *surveys.PAGES,
    *removal.PAGES,
)

NO_LETTER = "メールは送りません。"


def _stage(verb: str, to: SessionState, label: str, told: str, done: str, *, is_danger: bool = False) -> RowAct:
    return RowAct(
        verb,
        label,
        f"{told}{NO_LETTER}",
        done,
        lambda row: may_move(row.state, to),
        lambda row, data, today: Form(data),
        lambda row, form, by: move_session(session=row, to=to, **by),
        is_danger=is_danger,
    )


ACTS = (
    _stage(
        "annai",
        SessionState.OPEN,
        "案内中の段階にする",
        "対象者の「わたしの研修」に、この回が出ます。案内のメールは別のボタンで送ります。",
        "案内中の段階にしました。",
    ),
    _stage(
        "tojitsu",
        SessionState.TODAY,
        "当日の段階にする",
        "会場のQRと名簿で、出席を付けられるようになります。",
        "当日の段階にしました。",
    ),
    _stage(
        "owaru",
        SessionState.ENDED,
        "終了の段階にする",
        "出席の受付を閉じます。出欠は、このあとも理由を書いて直せます。",
        "終了の段階にしました。",
    ),
    _stage(
        "junbi",
        SessionState.PREPARING,
        "準備の段階に戻す",
        "対象者の「わたしの研修」から見えなくなります。名簿は残ります。",
        "準備の段階に戻しました。",
        is_danger=True,
    ),
)


@admin.register(Session)
class SessionAdmin(PagedAdmin):
    view_permission = change_permission = add_permission = Permission.HOLD_TRAININGS
    acts = ACTS
    pages = PAGES
    refused = (CannotMoveSession,)
    list_display = ("__str__", "held_on", "state", "place", "capacity")
    list_display_links = ("__str__",)
    list_filter = ("state",)
    list_select_related = ("course",)
    search_fields = ("course__name", "course__slug")
    ordering = ("-held_on", "-pk")
    readonly_fields = ("state",)
    autocomplete_fields = ("course",)
    fieldsets = (
        ("どの回", {"fields": ("course", "number", "state")}),
        (
            "いつ・どこで",
            {"fields": ("held_on", "starts_at", "ends_at", "place", "url", "capacity", "late_after_minutes")},
        ),
        ("あとから", {"fields": ("recording_url", "self_study_until")}),
    )

    def save_model(self, request: HttpRequest, obj: Session, form: Any, change: bool) -> None:
        """Save, and name whom a new day or time sends to two 研修 at once."""
        super().save_model(request, obj, form, change)
        for trainee, other in clashing_people(obj).items():
            messages.warning(request, f"{at_once(str(trainee.user), other)}どちらかの回を変えてください。")
