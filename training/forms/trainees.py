"""What the desk says of people on the list."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from nara_renkei.accounts.models import User
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Department
from training.enums import Duty
from training.models import Session
from training.queries.people import employees_called

NO_SESSION = "nashi"
REASON = "なぜそうするかを書いてください。名簿に残ります。"


class ListFilterForm(forms.Form):
    """The filter above the list; nothing of it is stored."""

    bu = forms.ModelChoiceField(Department.objects.none(), label="部", required=False, empty_label="すべて")
    kai = forms.ChoiceField(label="回", required=False)
    atsukai = forms.ChoiceField(label="扱い", required=False, choices=[("", "すべて"), *Duty.choices])
    q = CleanTextField(label="氏名・職員番号", max_length=60, required=False)

    def __init__(self, *args: Any, departments: Any, sessions: Iterable[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bu"].queryset = departments  # type: ignore[attr-defined]  # a ModelChoiceField; Django's types say Field
        numbers = [(str(one.number), f"第{one.number}回") for one in sessions]
        self.fields["kai"].choices = [("", "すべて"), *numbers, (NO_SESSION, "回が決まっていない")]  # type: ignore[attr-defined]  # a ChoiceField


class AssignForm(forms.Form):
    session = forms.ModelChoiceField(Session.objects.none(), label="入れる回", empty_label=None)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label="部",
        required=False,
        empty_label="すべての部",
        help_text="今日その部に席のある人だけを入れます。",
    )

    def __init__(self, *args: Any, departments: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]  # a ModelChoiceField; Django's types say Field
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]  # as above
        self.fields["session"].label_from_instance = _with_room  # type: ignore[attr-defined]  # as above


class ReasonForm(forms.Form):
    reason = CleanTextField(label="理由", max_length=200, help_text=REASON)


class MoveForm(ReasonForm):
    session = forms.ModelChoiceField(Session.objects.none(), label="出る回", empty_label=None)
    field_order = ("session", "reason")

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]  # a ModelChoiceField; Django's types say Field
        self.fields["session"].label_from_instance = _with_room  # type: ignore[attr-defined]  # as above


class PersonForm(ReasonForm):
    """A member of staff, by number or name."""

    person = CleanTextField(
        label="職員番号か氏名", max_length=60, help_text="同じ氏名の人がいるときは、職員番号を入れてください。"
    )
    field_order = ("person", "reason")

    def clean_person(self) -> User:
        return _one_employee(self.cleaned_data["person"])


class SubstituteForm(ReasonForm):
    colleague = forms.TypedChoiceField(label="同じ課の人", required=False, coerce=int, empty_value=None)
    person = CleanTextField(
        label="ほかの職員（職員番号か氏名）",
        max_length=60,
        required=False,
        help_text="同じ課の人なら、空のままにします。",
    )
    field_order = ("colleague", "person", "reason")

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {one.pk: one for one in colleagues}
        choices = [(pk, f"{one}（{one.employee_number}）") for pk, one in self.colleagues.items()]
        self.fields["colleague"].choices = [("", "選んでください"), *choices]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        colleague, words = cleaned.get("colleague"), cleaned.get("person")
        if self.errors:
            return cleaned
        if bool(colleague) == bool(words):
            self.add_error("person", "同じ課の人か、ほかの職員の、どちらか一方を選んでください。")
        elif colleague:
            cleaned["user"] = self.colleagues[colleague]
        else:
            try:
                cleaned["user"] = _one_employee(cleaned["person"])
            except forms.ValidationError as exc:
                self.add_error("person", exc)
        return cleaned


def _one_employee(words: str) -> User:
    found = employees_called(words)
    if not found:
        raise forms.ValidationError(f"「{words}」という職員はいません。職員番号か、氏名の一部を入れてください。")
    if len(found) > 1:
        named = "、".join(f"{one}（{one.employee_number}）" for one in found[:5])
        more = "など" if len(found) > 5 else ""
        raise forms.ValidationError(f"「{words}」に当てはまる職員は{named}{more}です。職員番号を入れてください。")
    return found[0]


def _with_room(session: Any) -> str:
    return f"第{session.number}回　{session.when}（{session.people}人／定員{session.capacity}人）"
