"""Forms of 裁定: the desk asks, the leader rules, asks a 課長, or wants to talk."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Department
from screening.models import Routing, Ruling

from .choices import DivisionChoice, choice_field, chosen, day_field, routable

THE_DIVISION, CUSTODY = "division", "custody"


class AskRulingForm(forms.Form):
    """裁定を求める. A 部 without a leader is not offered."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label="裁定する部", empty_label="選んでください", error_messages=chosen()
    )
    words = CleanTextField(
        label="リーダーへのひとこと",
        max_length=300,
        multiline=True,
        required=False,
        help_text="庁内だけに見えます。例：二つの課の答えが分かれています。",
    )
    due_on = day_field("裁定の期限")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders: dict[int, list[str]] = {}
        posts = Post.objects.held_on(day).filter(kind=PostKind.LEADER, user__is_active=True)
        for post in posts.select_related("user").order_by("pk"):
            leaders.setdefault(post.department_id, []).append(post.user.name)  # type: ignore[arg-type]  # a leader has a 部
        field = self.fields["department"]
        field.queryset = Department.objects.filter(pk__in=leaders).in_order()  # type: ignore[attr-defined]  # a choice field has it
        field.label_from_instance = lambda one: f"{one}（{'・'.join(leaders[one.pk])}）"  # type: ignore[attr-defined]  # a choice field has it


class CustodyForm(forms.Form):
    reason = CleanTextField(
        label="預かる理由", max_length=300, multiline=True, help_text="庁内だけに見えます。例：受ける課がないため。"
    )


class RulingForm(forms.Form):
    """裁定する."""

    verdict = choice_field(
        "裁定",
        [(THE_DIVISION, "部の課が担当する"), (CUSTODY, "総合政策課が預かる（預かり）")],
        widget=forms.RadioSelect,
    )
    division = DivisionChoice(label="担当する課", required=False, empty_label="選んでください")
    reason = CleanTextField(
        label="理由", max_length=300, multiline=True, help_text="担当する課とデスクが読みます。提案者には見えません。"
    )

    def __init__(self, *args: Any, ruling: Ruling, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = routable(day).filter(department=ruling.department_id)  # type: ignore[attr-defined]  # a choice field has it
        self.fields["division"].required_for = "「部の課が担当する」"  # type: ignore[attr-defined]  # read by form_frames

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("verdict") != THE_DIVISION:
            self.errors.pop("division", None)
        elif not data.get("division") and "division" not in self.errors:
            self.add_error("division", "担当する課を選んでください。")
        return data

    def ruled(self) -> dict[str, Any]:
        """Return the 課 (None for 預かり) and the reason."""
        data = self.cleaned_data
        return {
            "division": data["division"] if data["verdict"] == THE_DIVISION else None,
            "reason": data["reason"],
        }


class ManagerQuestionForm(forms.Form):
    """課長に聞く."""

    division = DivisionChoice(label="課", empty_label="選んでください")
    question = CleanTextField(label="聞くこと", max_length=200, multiline=True)

    def __init__(self, *args: Any, ruling: Ruling, refused: list[Routing], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Q(department=ruling.department_id) | Q(pk__in=[one.division_id for one in refused])
        self.fields["division"].queryset = routable(day).filter(near)  # type: ignore[attr-defined]  # a choice field has it


class DeskTalkForm(forms.Form):
    """デスクと話す."""

    words = CleanTextField(label="話したいこと", max_length=200, multiline=True)
