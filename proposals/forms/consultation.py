"""事前相談: three answers, a time, a person; and the desk's forms for its calendar and its record."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from nara_renkei.core.form_fields import CleanTextField, PhoneField
from nara_renkei.directory.models import Organization
from proposals.enums import Ask, Cost
from proposals.models import ConsultationSlot
from proposals.rules.slots import Plan, half_hours

from .content import ForgivingForm

NEW: Final = "new"
PLACE_REQUIRED: Final = "場所か、オンラインのつなぎ方を書いてください。"
WEEKDAYS: Final = [("0", "月"), ("1", "火"), ("2", "水"), ("3", "木"), ("4", "金")]


class ConsultationForm(ForgivingForm):
    """The three answers."""

    title = CleanTextField(
        label="相談したいこと",
        max_length=40,
        help_text="40字まで。例：集会所での移動販売",
        error_messages={"required": "相談したいことを書いてください。"},
    )
    beneficiary = CleanTextField(
        label="だれの何がよくなるか",
        max_length=200,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="200字まで。例：東部地域に住む高齢の方が、歩いて行ける場所で買物できるようになる。",
        error_messages={"required": "だれの何がよくなるかを書いてください。"},
    )
    asks = forms.MultipleChoiceField(
        label="市に求めること",
        choices=Ask.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="あてはまるものをすべて選んでください。",
        error_messages={"required": "市に求めることを、一つ以上選んでください。"},
    )
    cost = forms.ChoiceField(
        label="費用",
        choices=Cost.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "費用について、どれか一つを選んでください。"},
    )


class SlotForm(forms.Form):
    """One of the free half hours; the page groups them by day."""

    slot = forms.ChoiceField(
        label="相談の時間",
        widget=forms.RadioSelect,
        error_messages={
            "required": "相談の時間を選んでください。",
            "invalid_choice": "この時間は、ほかの方の予約が先に入りました。空いている時間から、もう一度選んでください。",
        },
    )

    def __init__(self, *args: Any, slots: Sequence[ConsultationSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(str(slot.uuid), slot.when) for slot in slots]  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """Who comes: a 団体 of this person, or the name of another, and whom to call."""

    which = forms.ChoiceField(
        label="どの団体として相談しますか",
        widget=forms.RadioSelect,
        error_messages={
            "required": "どの団体として相談するかを選んでください。",
            "invalid_choice": "どの団体として相談するかを選んでください。",
        },
    )
    organization_name = CleanTextField(
        label="団体の名称",
        max_length=100,
        help_text="例：株式会社〇〇。まだ団体がないときは、お名前を書いてください。",
        error_messages={"required": "団体の名称を書いてください。"},
    )
    contact_name = CleanTextField(
        label="担当者の氏名",
        max_length=60,
        help_text="相談に来られる方。",
        error_messages={"required": "担当者の氏名を書いてください。"},
    )
    contact_phone = PhoneField(
        label="担当者の電話",
        help_text="市外局番から。例：0742-34-1111",
        error_messages={"required": "担当者の電話を書いてください。"},
    )

    def __init__(self, *args: Any, known: Sequence[Organization], **kwargs: Any) -> None:
        """``known``: the 団体 this person belongs to."""
        super().__init__(*args, **kwargs)
        self.known = {str(organization.uuid): organization for organization in known}
        if not known:
            del self.fields["which"]
            return
        choices = [(uuid, organization.name) for uuid, organization in self.known.items()]
        self.fields["which"].choices = [*choices, (NEW, "ほかの団体（下に名称を書く）")]  # type: ignore[attr-defined]
        # the name is asked only of another 団体
        self.fields["organization_name"].required = self.is_bound and self.data.get("which") == NEW

    @property
    def organization(self) -> Organization | None:
        """Return the known 団体 that was chosen, or None for another."""
        return self.known.get(self.cleaned_data.get("which", ""))

    def booking(self) -> dict[str, Any]:
        """Return what the booking needs to know of the person."""
        names = ("organization_name", "contact_name", "contact_phone")
        return {"organization": self.organization, **{name: self.cleaned_data[name] for name in names}}


# --- the desk


class PlanForm(forms.Form):
    """枠をまとめて作る: weekdays, up to two periods a day, weeks, a place."""

    weekdays = forms.MultipleChoiceField(
        label="曜日",
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "曜日を、一つ以上選んでください。"},
    )
    from_1 = forms.TimeField(label="時間帯1の始まり", error_messages={"required": "時間帯1の始まりを入れてください。"})
    until_1 = forms.TimeField(label="時間帯1の終わり", error_messages={"required": "時間帯1の終わりを入れてください。"})
    from_2 = forms.TimeField(label="時間帯2の始まり", required=False)
    until_2 = forms.TimeField(label="時間帯2の終わり", required=False)
    first = forms.DateField(label="始める日", error_messages={"required": "始める日を入れてください。"})
    weeks = forms.IntegerField(
        label="何週間",
        min_value=1,
        max_value=26,
        error_messages={"required": "何週間かを入れてください。", "invalid": "何週間かを、数字で入れてください。"},
    )
    place = CleanTextField(
        label="場所・つなぎ方",
        max_length=120,
        help_text="例：市役所 北棟3階 相談室。オンラインのときは、つなぎ方。予約した方に見えます。",
        error_messages={"required": PLACE_REQUIRED},
    )
    is_online = forms.BooleanField(label="オンライン", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_1", "until_1", "from_2", "until_2"):
            self.fields[name].widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        self.fields["first"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> None:
        data = self.cleaned_data
        if bool(data.get("from_2")) != bool(data.get("until_2")):
            self.add_error("until_2", "時間帯2は、始まりと終わりの両方を入れるか、両方を空にしてください。")
        for n in ("1", "2"):
            starts, ends = data.get(f"from_{n}"), data.get(f"until_{n}")
            if starts and ends and starts >= ends:
                self.add_error(f"until_{n}", "終わりは、始まりより後にしてください。")
        if not self.errors and not half_hours(self.plan):
            self.add_error("until_1", "30分の枠が入る長さにしてください。")

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        periods = [(data["from_1"], data["until_1"])]
        if data["from_2"]:
            periods.append((data["from_2"], data["until_2"]))
        weekdays = frozenset(int(day) for day in data["weekdays"])
        return Plan(weekdays=weekdays, periods=periods, first=data["first"], weeks=data["weeks"])


class RecordForm(forms.Form):
    held_on = forms.DateField(label="相談した日", error_messages={"required": "相談した日を入れてください。"})
    said = CleanTextField(
        label="相談の記録",
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="2000字まで。相談した方も読みます。800字までなら、下書きの「提案内容」にそのまま入ります。",
        error_messages={"required": "相談の記録を書いてください。"},
    )
    notify = forms.BooleanField(label="知らせる（メールを送る）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DraftForm(forms.Form):
    notify = forms.BooleanField(label="知らせる（下書きの場所をメールで送る）", required=False, initial=True)


class CancelForm(forms.Form):
    reason = CleanTextField(
        label="取り消す理由",
        max_length=400,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="400字まで。相談する方へのメールに書きます。",
        error_messages={"required": "取り消す理由を書いてください。"},
    )
