"""事例 as a 課 writes it, and what the desk types about it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.db.models import Q

from knowledge.models import CaseStudy, CaseVersion, Method
from knowledge.rules.cases import (
    ENDS_FIRST,
    FIELD,
    FIRST_YEAR,
    HALF_A_BENEFIT,
    HOW,
    LONG,
    NAME,
    PUBLIC,
    REASON,
    SHORT,
    SUMMARY,
    TITLE,
    TO_WRITE,
    WHY,
    CaseWords,
)
from knowledge.rules.menus import year_on
from knowledge.usecases.draft_case_study import FACTS, CaseFacts
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Division, Organization
from nara_renkei.directory.queries import find_organizations

from .menus import FieldInput

CHOOSE: Final = {"required": "どれか一つを選んでください。", "invalid_choice": "どれか一つを選んでください。"}
NOT_A_DAY: Final = {"required": "日を選んでください。", "invalid": "日付の形で入力してください。例：2027-04-01"}
NOT_AN_AMOUNT: Final = "0から1兆までの数字だけで入力してください。例：480000"
NOT_A_YEAR: Final = "年度は、始まりの西暦を4桁で入力してください。例：2026"
WHY_HELP: Final = "200字まで。読む人の「改訂の記録」に、このまま出ます。"
WORDS: Final = tuple(CaseWords.__dataclass_fields__)


def long_field(name: str, help_text: str, limit: int = LONG, rows: int = 5) -> CleanTextField:
    return CleanTextField(
        label=CaseVersion.label_of(name),
        max_length=limit,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=NOT_A_DAY, **kwargs)


class CaseForm(forms.Form):
    """What a case says, and its facts. A case of a proposal keeps the partner and the days of its record."""

    owner = forms.ModelChoiceField(
        label="担当課", queryset=Division.objects.none(), error_messages=CHOOSE, empty_label="選んでください"
    )
    # what the public may come to read
    title = CleanTextField(label="題", max_length=TITLE, help_text="60字まで。何をしたかが分かる言葉。")
    summary = CleanTextField(
        label="概要",
        max_length=SUMMARY,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="200字まで。だれが、何をして、どうなったか。",
    )
    background = long_field("background", "2000字まで。何に困っていたか。")
    work = long_field("work", "2000字まで。何に取り組んだか。", rows=8)
    effect = long_field("effect", "2000字まで。数字があれば書いてください。")
    voice = long_field("voice", "1000字まで。一緒に取り組んだ方の言葉。", SHORT)
    # facts
    field = CleanTextField(
        label="分野",
        max_length=FIELD,
        required=False,
        widget=FieldInput,
        help_text="40字まで。デスクに出すときに必要です。一覧にあるものから選ぶと、見つけやすくなります。",
    )
    partner_name = CleanTextField(
        label="相手の団体",
        max_length=NAME,
        required=False,
        help_text="名称か法人番号。登録のある団体なら、その団体とつながります。いなければ空のままにします。",
    )
    method = forms.ModelChoiceField(
        label="連携手法",
        queryset=Method.objects.none(),
        required=False,
        empty_label="決まっていない",
        error_messages=CHOOSE,
    )
    year = forms.IntegerField(
        label="年度",
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="始まりの西暦。例：令和8年度は2026。",
        error_messages={"invalid": NOT_A_YEAR, "min_value": NOT_A_YEAR},
    )
    started_on = day_field("始まった日", required=False)
    ended_on = day_field("終わった日", required=False)
    # what the public never reads
    benefit_yen = forms.IntegerField(
        label="効果額（円）",
        required=False,
        min_value=0,
        max_value=10**12,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="市がしたとすれば、かかった費用。",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NOT_AN_AMOUNT),
    )
    benefit_how = CleanTextField(
        label="効果額の出し方",
        max_length=HOW,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="300字まで。",
    )
    decided_how = long_field("decided_how", "1000字まで。だれが、何を確かめて決めたか。", SHORT)
    stumble = long_field("stumble", "1000字まで。うまく行かなかったことと、どうしたか。", SHORT)
    reuse = long_field("reuse", "1000字まで。ほかの課が、そのまま使えるもの。", SHORT)
    handover = long_field("handover", "1000字まで。次の担当者が知っておくこと。", SHORT)
    why = CleanTextField(label="変えた理由", max_length=WHY, required=False, help_text=WHY_HELP)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        case: CaseStudy | None = None,
        owners: Sequence[Division] = (),
        suggestions: Iterable[str] = (),
        today: date,
        **kwargs: Any,
    ) -> None:
        """``case``: which is written on. Without one it is new, for one of the ``owners``."""
        self.case, self.own, self.today = case, owners, today
        kwargs["initial"] = _shown(case) if case else _begun(today)
        super().__init__(*args, **kwargs)
        self.fields["field"].widget.suggestions = list(suggestions)  # type: ignore[attr-defined]  # our own widget
        kept = case.method_id if case else None
        methods = Method.objects.filter(Q(is_active=True) | Q(pk=kept)).in_order()
        self.fields["method"].queryset = methods  # type: ignore[attr-defined]  # a ModelChoiceField
        self._leave_out()

    def _leave_out(self) -> None:
        """Take away what this case does not ask."""
        if self.case is None and len(self.own) > 1:
            chosen = Division.objects.filter(pk__in=[one.pk for one in self.own]).order_by("code")
            self.fields["owner"].queryset = chosen  # type: ignore[attr-defined]  # a ModelChoiceField
        else:
            del self.fields["owner"]
        if self.case is None or not self.case.is_open:
            del self.fields["why"]
        if self.case and self.case.proposal_id:
            del self.fields["partner_name"]

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year is not None and year > FiscalYear.of(self.today).year + 1:
            raise forms.ValidationError(NOT_A_YEAR)
        return year

    def clean(self) -> None:
        given = self.cleaned_data
        first, last = given.get("started_on"), given.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", ENDS_FIRST)
        if {"benefit_yen", "benefit_how"} & set(self.errors):
            return
        if (given["benefit_yen"] is None) != (not given["benefit_how"]):
            self.add_error("benefit_how" if given["benefit_how"] == "" else "benefit_yen", HALF_A_BENEFIT)

    def words(self) -> CaseWords:
        """Return what was written."""
        return CaseWords(**{name: self.cleaned_data[name] for name in WORDS})

    def facts(self) -> CaseFacts:
        """Return the facts: those of the form, the others as the case has them."""
        kept = {name: getattr(self.case, name) for name in FACTS} if self.case else {}
        typed = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        if "partner_name" in typed and typed["partner_name"] != kept.get("partner_name", ""):
            typed |= _partner(typed["partner_name"])
        return CaseFacts(**{"implementer": CitySettings.load().city_name, **kept, **typed})

    @property
    def keeper(self) -> Division:
        """Return the 課 of a new case."""
        return self.cleaned_data["owner"] if "owner" in self.fields else self.own[0]

    @property
    def made_once(self) -> UUID:
        """Return the key of the new case; one that was tampered with makes a case of its own."""
        return self.cleaned_data["key"] or uuid4()

    def change(self) -> dict[str, Any]:
        """Return what ``revise_case_study`` takes; a version that was tampered with is none that was read."""
        return {
            "version": self.cleaned_data["version"] or 0,
            "facts": self.facts(),
            "words": self.words(),
            "why": self.cleaned_data.get("why", ""),
        }

    def goes_on_from(self, case: CaseStudy) -> None:
        """Keep what was typed and let the next attempt stand on the case as somebody else saved it."""
        self.data = {**self.data.dict(), "version": str(case.version)}  # type: ignore[attr-defined]  # a QueryDict

    def public_fields(self) -> list[forms.BoundField]:
        """Return the fields of which the public may come to read the words."""
        return [self[name] for name in PUBLIC]

    def fact_fields(self) -> list[forms.BoundField]:
        names = ("owner", "field", "partner_name", "method", "year", "started_on", "ended_on")
        return [self[name] for name in names if name in self.fields]

    def internal_fields(self) -> list[forms.BoundField]:
        """Return the fields that only the city reads."""
        names = ("benefit_yen", "benefit_how", "decided_how", "stumble", "reuse", "handover")
        return [self[name] for name in names]

    def last_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("why", "version", "key") if name in self.fields]


def _shown(case: CaseStudy) -> dict[str, Any]:
    current = case.current()
    words = {name: getattr(current, name) for name in WORDS}
    words = {name: "" if value == TO_WRITE else value for name, value in words.items()}
    return {**words, **{name: getattr(case, name) for name in FACTS}, "version": case.version}


def _begun(today: date) -> dict[str, Any]:
    return {"key": uuid4(), "year": FiscalYear.of(today).year}


def _partner(typed: str) -> dict[str, Any]:
    """Return the 団体 that is registered under this very name or number; the name alone when there is none."""
    found = [one for one in find_organizations(typed) if typed in {one.name, one.corporate_number}] if typed else []
    body: Organization | None = found[0] if len(found) == 1 else None
    return {"organization": body, "partner_name": body.name if body else typed}


class OpenCaseForm(forms.Form):
    """Until when a case stands before it is looked at again; the version is the one that was read."""

    review_by = day_field("見直しの期限", help_text="この日を過ぎると、事例の初めにそう出ます。")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, case: CaseStudy, today: date) -> None:
        super().__init__(data, initial={"review_by": year_on(today), "version": case.version})


class CaseReasonForm(forms.Form):
    """Why the desk returns or retires a case."""

    reason = CleanTextField(label="理由", max_length=REASON, multiline=True, help_text="400字まで。課が読みます。")


class KeepCaseForm(forms.Form):
    """Which 課 keeps a case, and until when."""

    owner = forms.ModelChoiceField(
        label="担当課", queryset=Division.objects.none(), error_messages=CHOOSE, empty_label=None
    )
    review_by = day_field("見直しの期限")

    def __init__(self, data: Any, *, case: CaseStudy, today: date) -> None:
        super().__init__(data, initial={"owner": case.owner_id, "review_by": case.review_by})
        standing = Q(valid_to=None) | Q(valid_to__gte=today) | Q(pk=case.owner_id)
        self.fields["owner"].queryset = Division.objects.filter(standing).order_by("code")  # type: ignore[attr-defined]  # a ModelChoiceField
