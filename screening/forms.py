"""Forms of the 課 and of the desk. They clean and explain; use cases act."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from nara_renkei.core.calendar import wareki, wareki_with_year
from nara_renkei.core.form_fields import REQUIRED, AttachmentsField, CleanTextField
from nara_renkei.directory.models import Division
from proposals.enums import Procedure
from proposals.models import CorrectionReason, Proposal
from proposals.rules.content import CHALLENGE_FIELDS, CONTENT_FIELDS

from .enums import Answer, ApprovalKind, CheckResult, CheckStage, Disposition, Implementer
from .models import DeclineReason
from .queries import label_of
from .rendering import LetterText
from .usecases.draft_decision import Outcome

NOTE_IS_A_DOCUMENT = "このメモも行政文書です。開示請求の対象になります。提案者には見えません。"
NO_DATE = "日付を入力してください。例：2026-12-07"


class DivisionChoice(forms.ModelChoiceField):
    """部 › 課. What cannot be sent to stays in the list: the use case says why."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Division.objects.none(), error_messages=chosen(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class DivisionChoices(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Division.objects.none(), error_messages=chosen(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


def name_of(division: Division) -> str:
    """Return 「都市部 › 都市計画課」, with its last day when it has one."""
    until = f"（{wareki(division.valid_to)}まで）" if division.valid_to else ""
    return f"{division.department} › {division}{until}"


def chosen() -> dict[str, str]:
    return {
        "required": "選んでください。",
        "invalid_choice": "選べないものです。画面を開き直して、選び直してください。",
    }


def divisions_on(day: date) -> QuerySet[Division]:
    """Return the 課 of a day in the order of their codes, with the 部."""
    return Division.objects.valid_on(day).select_related("department").in_order()


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"required": REQUIRED, "invalid": NO_DATE}, **kwargs
    )


def choice_field(label: str, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=chosen(), **kwargs)


class AnswerForm(forms.Form):
    """回答の案."""

    choice = choice_field("回答", Answer.choices, widget=forms.RadioSelect)
    comment = CleanTextField(
        label="一言",
        max_length=200,
        multiline=True,
        help_text="提案者へのお返事のもとになります。担当ではないときは、庁内だけに見えます。",
    )
    contact = CleanTextField(label="担当者", max_length=60, required=False, help_text="検討する人の名前。")
    dates = CleanTextField(
        label="打合せの候補日",
        max_length=200,
        required=False,
        help_text="三つまで。例：12月7日（月）10時／12月9日（水）14時",
    )
    suggested = DivisionChoice(
        label="行き先の案", required=False, empty_label="選んでいません", help_text="担当ではないときだけ。"
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suggested"].queryset = divisions_on(day)  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """対話の記録."""

    held_on = day_field("行った日")
    place = CleanTextField(label="場所", max_length=120, required=False)
    attendees = CleanTextField(label="出席者", max_length=300, help_text="市と提案者の両方。")
    body = CleanTextField(label="話したこと", max_length=4000, multiline=True)
    next_step = CleanTextField(label="次の一歩", max_length=200, required=False, help_text="だれが、何をするか。")
    next_step_by = day_field("次の一歩の期日", required=False)


class OutcomeForm(forms.Form):
    """結果の案: two answers, why, and what then."""

    disposition = choice_field("提案の扱い", Disposition.choices, widget=forms.RadioSelect)
    implementer = choice_field(
        "実施者の決め方", Implementer.choices, widget=forms.RadioSelect, initial=Implementer.UNDECIDED
    )
    reason = CleanTextField(label="理由", max_length=600, multiline=True)
    reasons = forms.ModelMultipleChoiceField(
        DeclineReason.objects.none(),
        label="見送りの理由",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="見送りのときだけ。",
        error_messages=chosen(),
    )
    what_would_change = CleanTextField(
        label="どう変わればよいか",
        max_length=600,
        multiline=True,
        required=False,
        help_text="見送りのときは必ず書きます。",
    )
    conditions = CleanTextField(
        label="条件", max_length=600, multiline=True, required=False, help_text="条件付きで進めるときは必ず書きます。"
    )
    referred_to = CleanTextField(
        label="ご案内する窓口", max_length=120, required=False, help_text="ほかの窓口のご案内のときは必ず書きます。"
    )
    budget_needed = forms.BooleanField(label="市の予算が要る", required=False)
    budget_year = CleanTextField(label="予算の年度", max_length=20, required=False, help_text="例：令和9年度当初")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].queryset = DeclineReason.objects.filter(is_active=True).order_by("position", "pk")  # type: ignore[attr-defined]

    def outcome(self) -> Outcome:
        data = self.cleaned_data
        return Outcome(
            disposition=Disposition(data["disposition"]),
            implementer=Implementer(data["implementer"]),
            reason=data["reason"],
            reasons=tuple(data["reasons"]),
            what_would_change=data["what_would_change"],
            conditions=data["conditions"],
            referred_to=data["referred_to"],
            budget_needed=data["budget_needed"],
            budget_year=data["budget_year"],
        )


class DeskOutcomeForm(OutcomeForm):
    """What the desk alone may decide before routing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["disposition"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in (Disposition.REFER, Disposition.DECLINE)
        ]
        for name in ("implementer", "conditions", "budget_needed", "budget_year"):
            del self.fields[name]

    def outcome(self) -> Outcome:
        data = self.cleaned_data
        return Outcome(
            disposition=Disposition(data["disposition"]),
            reason=data["reason"],
            reasons=tuple(data["reasons"]),
            what_would_change=data["what_would_change"],
            referred_to=data["referred_to"],
        )


class NoteForm(forms.Form):
    """庁内のメモ. A form of its own, so that a note never becomes a message."""

    note = CleanTextField(label="庁内のメモ", max_length=2000, multiline=True, help_text=NOTE_IS_A_DOCUMENT)


class InquiryForm(forms.Form):
    """意見照会."""

    division = DivisionChoice(label="尋ねる課", empty_label="選んでください")
    question = CleanTextField(label="尋ねること", max_length=300, multiline=True)
    due_on = day_field("回答期限")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = divisions_on(day)  # type: ignore[attr-defined]


class OpinionForm(forms.Form):
    opinion = CleanTextField(label="意見", max_length=2000, multiline=True)


class EmptyForm(forms.Form):
    """A button and nothing else."""


# --- the desk


class TriageForm(forms.Form):
    in_scope = forms.TypedChoiceField(
        label="①窓口の対象か",
        choices=[("", "まだ決めていない"), ("yes", "対象"), ("no", "対象ではない")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        error_messages=chosen(),
    )
    missing = CleanTextField(label="②足りない欄", max_length=200, required=False)
    procedure = choice_field("④仮の進め方の区分", [("", "まだ決めていない"), *Procedure.choices], required=False)
    cost_outlook = CleanTextField(label="④費用の見込み", max_length=200, required=False)


class SoundnessForm(forms.Form):
    stage = choice_field("段階", CheckStage.choices)
    result = choice_field("結果", CheckResult.choices, widget=forms.RadioSelect)
    note = CleanTextField(
        label="確かめたこと", max_length=300, multiline=True, required=False, help_text="問題があるときは必ず書きます。"
    )


class LetterForm(forms.Form):
    """The words that will be told, under the tick 「知らせる」. Empty tick: nothing is told."""

    MUST_TELL = False

    notify = forms.BooleanField(
        label="知らせる",
        required=False,
        help_text="印を付けると、下の文が通知文として提案者の画面に残り、メールで案内します。",
    )
    letter_title = CleanTextField(label="題", max_length=120, required=False)
    letter_body = CleanTextField(label="本文", max_length=4000, multiline=True, required=False)
    sender = CleanTextField(label="発信者名", max_length=60, required=False)
    document_number = CleanTextField(label="文書番号", max_length=40, required=False)
    dated_on = day_field("日付", required=False)

    def __init__(self, *args: Any, draft: LetterText | None = None, **kwargs: Any) -> None:
        if draft:
            initial = {
                "letter_title": draft.title,
                "letter_body": draft.body,
                "sender": draft.sender,
                "document_number": draft.document_number,
                "dated_on": draft.dated_on,
            }
            kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        # the letter stands last, whatever the form asks before
        letter = list(LetterForm.base_fields)
        self.order_fields([name for name in self.fields if name not in letter] + letter)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("notify") or self.MUST_TELL:
            for name in ("letter_title", "letter_body", "sender", "dated_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, REQUIRED)
        return data

    def letter(self) -> LetterText | None:
        """Return what is told, or None when nobody is."""
        data = self.cleaned_data
        if not data.get("notify") and not self.MUST_TELL:
            return None
        return LetterText(
            title=data["letter_title"],
            body=data["letter_body"],
            sender=data["sender"],
            dated_on=data["dated_on"],
            document_number=data["document_number"],
        )


class OnlyLetterForm(LetterForm):
    """Telling itself is the act; there is no tick."""

    MUST_TELL = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["notify"]


class DelayForm(OnlyLetterForm):
    """The date in the letter and the one that is kept as told are one and the same."""

    DAY = "〔新しい期日〕"

    day = day_field("新しい期日", help_text=f"本文の{DAY}に入り、提案者の画面の期日になります。")
    why = CleanTextField(label="遅れる理由", max_length=120, help_text="提案者の画面の、期日の下に出ます。")

    def letter(self) -> LetterText | None:
        letter = super().letter()
        return letter and replace(
            letter, body=letter.body.replace(self.DAY, wareki_with_year(self.cleaned_data["day"]))
        )


class TellForm(LetterForm):
    """告知: the letter always stays on the company's page, the mail is the tick."""

    MUST_TELL = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notify"].label = "メールで知らせる"
        self.fields[
            "notify"
        ].help_text = "結果は提案者の画面に出ます。印を付けると、団体の担当者にメールでも案内します。"


STANDARD_REASONS = "standard_reasons"  # the id of the list that the browser offers beside each reason


class ReturnForm(LetterForm):
    """A reason for each field that should be corrected, typed or picked from the desk's own list."""

    wanted_by = day_field("お願いする期日")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard_reasons = list(CorrectionReason.objects.in_use().values_list("text", flat=True))
        self.asked = [name for name in CONTENT_FIELDS if proposal.challenge_id or name not in CHALLENGE_FIELDS]
        for name in self.asked:
            label = label_of(name)
            self.fields[f"reason_{name}"] = CleanTextField(
                label=f"「{label}」の直してほしい理由",
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"list": STANDARD_REASONS}),
            )
        letter = list(LetterForm.base_fields)
        self.order_fields(["wanted_by", *(f"reason_{name}" for name in self.asked), *letter])

    def reasons(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"reason_{name}"] for name in self.asked if self.cleaned_data[f"reason_{name}"]}

    def items(self) -> list[dict[str, str]]:
        """Return what was asked as the letter words it."""
        return [{"label": label_of(name), "reason": reason} for name, reason in self.reasons().items()]


class RouteForm(LetterForm):
    lead = DivisionChoice(label="主担当課", empty_label="選んでください")
    others = DivisionChoices(label="協力課", required=False, widget=forms.CheckboxSelectMultiple())
    note = CleanTextField(
        label="課へのひとこと", max_length=300, multiline=True, required=False, help_text="課だけが読みます。"
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "others"):
            self.fields[name].queryset = routable(day)  # type: ignore[attr-defined]


def routable(day: date) -> QuerySet[Division]:
    """Return the 課 to choose from, also those that ended lately: who kept the page open gets the reason."""
    lately = Q(valid_to=None) | Q(valid_to__gte=day - timedelta(days=90))
    return Division.objects.filter(lately).select_related("department").order_by("code", "valid_from")


class RerouteForm(forms.Form):
    lead = DivisionChoice(label="新しい主担当課", empty_label="選んでください")
    note = CleanTextField(
        label="課へのひとこと", max_length=300, multiline=True, required=False, help_text="課だけが読みます。"
    )
    ruling = CleanTextField(
        label="裁定",
        max_length=200,
        required=False,
        help_text="二つ以上の課が「担当ではない」と答えたときは必ず書きます。例：都市政策部次長の裁定。総合政策課で預かる。",
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = routable(day)  # type: ignore[attr-defined]


class HoldForm(LetterForm):
    until = day_field("保留の期限")
    reason = CleanTextField(label="理由", max_length=300, multiline=True)


class SendBackForm(forms.Form):
    reason = CleanTextField(label="差戻しの理由", max_length=300, multiline=True, help_text="庁内だけに見えます。")


class ApprovalForm(forms.Form):
    """決裁の記録, from the city's 文書管理."""

    drafted_on = day_field("起案日")
    decided_on = day_field("決裁日")
    decider = CleanTextField(label="決裁者の職", max_length=60)
    kind = choice_field("専決・代決", ApprovalKind.choices)
    consulted = CleanTextField(label="合議した課", max_length=200, required=False)
    document_number = CleanTextField(label="文書番号", max_length=40)


class MessageForm(forms.Form):
    """A message to the company. A form of its own, in another colour than the note's."""

    body = CleanTextField(
        label="提案者へのメッセージ",
        max_length=2000,
        multiline=True,
        help_text="送ると、提案者の画面に出て、メールで案内します。",
    )
    uploads = AttachmentsField(label="添付", required=False)


class MeetingForm(forms.Form):
    offered = CleanTextField(label="候補日", max_length=200, help_text="例：12月7日（月）10時／12月9日（水）14時")
    place = CleanTextField(label="場所", max_length=120, required=False)


class FixMeetingForm(forms.Form):
    fixed_at = forms.DateTimeField(
        label="決まった日時",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": REQUIRED, "invalid": "日時を入力してください。例：2026-12-07 10:00"},
    )
    place = CleanTextField(label="場所", max_length=120, required=False)
