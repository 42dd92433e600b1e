"""申込み of a 団体 or a 課: its words, its people, whom it would meet. Parts of one page, valid together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django import forms

from dialogue.enums import BusinessLine
from dialogue.models import Event
from dialogue.queries.registrations import EntrySheet
from dialogue.rules.entries import most_wishes
from dialogue.usecases.keep_entry import NOBODY, WORDS, Entry, PersonWords, WishWords
from nara_renkei.core.form_fields import AttachmentField, CleanTextField
from nara_renkei.core.private_files import UploadRefused, check_upload
from nara_renkei.directory.models import Division, Organization

NOT_AN_ADDRESS: Final = "メールアドレスの形になっていません。例: tanaka@example.co.jp のように入れてください。"
AGAIN: Final = "ほかの欄を直してから送るため、ファイルはまだ送っていません。もう一度選び直してください。"
NOT_A_PDF: Final = "資料はPDFだけを受け取れます。PowerPointなどは、PDFで保存し直してから選んでください。"
FIRST_WISHES: Final = 3  # rows on the page before anybody adds one

Unit = Organization | Division


def email_field(**kwargs: Any) -> forms.EmailField:
    return forms.EmailField(
        max_length=254,
        widget=forms.EmailInput(attrs={"inputmode": "email"}),
        error_messages={
            "required": "メールアドレスを入れてください。",
            "invalid": NOT_AN_ADDRESS,
            "max_length": "メールアドレスは254文字までです。",
        },
        **kwargs,
    )


class SlidesField(AttachmentField):
    """One PDF."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        try:
            if data and check_upload(data) != "pdf":
                raise forms.ValidationError(NOT_A_PDF, code="not_a_pdf")
        except UploadRefused:
            pass  # said below, in its own words
        return super().clean(data, initial)


class PersonForm(forms.Form):
    """Somebody who comes. A row that was left empty is nobody."""

    name = CleanTextField(label="氏名", max_length=60, error_messages={"required": "氏名を書いてください。"})
    kana = CleanTextField(label="カナ", max_length=60, required=False, help_text="名札に使います。")
    title = CleanTextField(label="部署・職名", max_length=60, required=False)
    email = email_field(
        label="メール", required=False, help_text="当日のページを本人に送ります。なければ紙でお渡しします。"
    )
    code = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)

    def has_changed(self) -> bool:
        """Whether anything is written in it: the row of somebody who was emptied knows only who it was."""
        return bool({*self.changed_data} - {"code"})

    def words(self) -> PersonWords:
        return PersonWords(**self.cleaned_data)


class WishForm(forms.Form):
    """Whom to meet. A row without a choice is none."""

    whom = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "この相手は、いまは選べません。選び直してください。"}
    )
    reason = CleanTextField(label="会いたい理由", max_length=120, required=False)

    def __init__(self, *args: Any, label: str, choices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].label = label
        self.fields["whom"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("reason") and self.cleaned_data.get("whom") == "":
            self.add_error("whom", "相手を選んでください。理由だけでは送れません。")
        return self.cleaned_data


class WordsForm(forms.Form):
    """What both sides say."""

    email = email_field(label="連絡先のメール", help_text="この回のお知らせを送る先です。")
    care = CleanTextField(
        label="配慮の要ること",
        max_length=200,
        multiline=True,
        required=False,
        help_text="車いす、手話通訳、席の移りにくさなど。公民連携デスクだけが読みます。",
    )


class CompanyForm(WordsForm):
    business_line = forms.ChoiceField(
        label="事業種目",
        choices=[("", "選んでください"), *BusinessLine.choices],
        help_text="同じ事業種目の団体と、なるべく同じ卓にならないようにします。",
        error_messages={"required": "事業種目を選んでください。", "invalid_choice": "事業種目を選び直してください。"},
    )
    offer = CleanTextField(
        label="紹介したい事例・メニュー",
        max_length=400,
        multiline=True,
        error_messages={"required": "紹介したい事例・メニューを書いてください。"},
    )
    slides = SlidesField(
        label="紹介の資料（PDF）",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text="PDFを1件、20MBまで。選び直すと、前の資料と入れ替わります。",
    )
    drops_slides = forms.BooleanField(label="いまの資料を外す", required=False)
    is_in_booklet = forms.BooleanField(
        label="紹介の文と資料、参加する人の名前を、資料集に載せてよい",
        required=False,
        help_text="資料集は、参加する人に配ります。載せないときは、印を付けないでください。",
    )
    order: ClassVar[tuple[str, ...]] = ("business_line", "offer", "slides", "drops_slides", "is_in_booklet")


class DivisionForm(WordsForm):
    trouble = CleanTextField(
        label="困りごと",
        max_length=400,
        multiline=True,
        help_text="参加する企業が読みます。だれが、何に、どれくらい困っているか。",
        error_messages={"required": "困りごとを書いてください。"},
    )
    as_memo = forms.BooleanField(label="この困りごとを、困りごとメモとしてデスクに残す", required=False)
    order: ClassVar[tuple[str, ...]] = ("trouble", "as_memo")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page with its number, for its heading and for the summary of errors."""

    heading: str
    form: forms.Form


class EntryForm:
    """The page's form. ``may_choose``: those who have entered, and the others whom one may wish to meet."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        event: Event,
        is_company: bool,
        may_choose: tuple[Sequence[Unit], Sequence[Unit]],
        sheet: EntrySheet | None = None,
        email: str = "",
    ) -> None:
        self.event, self.is_company = event, is_company
        self.units: dict[str, Unit] = {str(one.pk): one for group in may_choose for one in group}
        self.choices = _choices(may_choose)
        self.refusals: list[str] = []
        form_class = CompanyForm if is_company else DivisionForm
        adding = data is not None and data.get("action", "").startswith("add-")
        self.is_bound = data is not None and not adding
        self.slides = sheet.registration.slides if sheet else None
        if self.is_bound:
            self.main: forms.Form = form_class(data, files)
        else:
            self.main = form_class(initial=_typed(form_class(data)) if adding else _words(sheet, email))
        if not self.slides:
            self.main.fields.pop("drops_slides", None)
        self.people = self._rows(data, adding, "person", self._people_before(sheet))
        self.wishes = self._rows(data, adding, "wish", self._wishes_before(sheet))
        for part in self._parts():
            part.label_suffix, part.required_css_class = "", "required"  # type: ignore[attr-defined]  # Django reads it, its types do not know it

    # --- the rows

    def _rows(self, data: Any, adding: bool, kind: str, before: list[Mapping[str, Any]]) -> list[Row]:
        limit = self.most_people if kind == "person" else self.most_wishes
        count = len(before)
        if data is not None:
            # hand-made rows beyond the limit are not read, those up to it are counted
            count = next(n for n in range(limit + 1) if n == limit or f"{kind}-{n + 1}-{KEY[kind]}" not in data)
            count += data.get("action") == f"add-{kind}"
        count = max(count, 1 if kind == "person" else FIRST_WISHES)
        return [self._row(data, adding, kind, n, before) for n in range(1, min(count, limit) + 1)]

    def _row(self, data: Any, adding: bool, kind: str, n: int, before: list[Mapping[str, Any]]) -> Row:
        def build(**kwargs: Any) -> forms.Form:
            kwargs |= {"prefix": f"{kind}-{n}", "empty_permitted": True, "use_required_attribute": False}
            if kind == "person":
                return PersonForm(**kwargs)
            return WishForm(label="会いたい課" if self.is_company else "会いたい企業", choices=self.choices, **kwargs)

        heading = f"{n}人目" if kind == "person" else f"{n}番目"
        if self.is_bound:
            return Row(heading, build(data=data))
        if adding:
            return Row(heading, build(initial=_typed(build(data=data))))
        return Row(heading, build(initial=before[n - 1] if n <= len(before) else None))

    @property
    def most_people(self) -> int:
        return self.event.people_limit

    @property
    def most_wishes(self) -> int:
        return most_wishes(self.event.rounds)

    @staticmethod
    def _people_before(sheet: EntrySheet | None) -> list[Mapping[str, Any]]:
        names = ("name", "kana", "title", "email", "code")
        return [{name: getattr(one, name) for name in names} for one in sheet.people] if sheet else []

    @staticmethod
    def _wishes_before(sheet: EntrySheet | None) -> list[Mapping[str, Any]]:
        wishes = sheet.wishes if sheet else []
        return [{"whom": one.division_id or one.organization_id, "reason": one.reason} for one in wishes]

    # --- what was typed

    def is_valid(self) -> bool:
        """Every part speaks, also after the first that is wrong."""
        if not self.is_bound:
            return False
        valid = [part.is_valid() for part in self._parts()]
        if not any(row.form.has_changed() for row in self.people):
            self.people[0].form.add_error("name", NOBODY)
        chosen: set[str] = set()
        for row in self.wishes:
            whom = row.form.cleaned_data.get("whom")
            if whom and whom in chosen:
                row.form.add_error("whom", f"{self.units[whom]}を二度選んでいます。一つにしてください。")
            chosen.add(whom or "")
        valid += [not part.errors for part in self._parts()]
        if not all(valid) and self.main.files.get("slides") and "slides" not in self.main.errors:
            self.main.add_error("slides", AGAIN)
        return all(valid)

    def refuse(self, sentence: str) -> None:
        """Put what the use case said above the form."""
        self.refusals.append(sentence)

    def entry(self) -> Entry:
        """Return what a valid form says."""
        words = self.main.cleaned_data
        return Entry(
            **{name: words[name] for name in WORDS if name in words},
            people=[row.form.words() for row in self.people if row.form.has_changed()],  # type: ignore[attr-defined]  # a PersonForm; Django's types say Form
            wishes=[
                WishWords(self.units[row.form.cleaned_data["whom"]], row.form.cleaned_data["reason"])
                for row in self.wishes
                if row.form.cleaned_data.get("whom")
            ],
            upload=words.get("slides"),
            drops_slides=words.get("drops_slides", False),
            as_memo=words.get("as_memo", False),
        )

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The side's own fields, in the order of the page."""
        return [self.main[name] for name in self.main.order if name in self.main.fields]  # type: ignore[attr-defined]  # one of ours that names its order

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """Return (address on the page, name of the field, sentence) of everything that is wrong."""
        found = [("", "", sentence) for sentence in self.refusals]
        for heading, part in (*((row.heading, row.form) for row in self.people), ("", self.main)):
            found += _errors(heading, part)
        for row in self.wishes:
            found += _errors(row.heading, row.form)
        return found

    def _parts(self) -> Iterator[forms.Form]:
        yield from (row.form for row in self.people)
        yield self.main
        yield from (row.form for row in self.wishes)


# the field whose name says that a row was on the page
KEY: Final = {"person": "name", "wish": "whom"}


def _errors(heading: str, part: forms.Form) -> list[tuple[str, str, str]]:
    return [
        (field.auto_id, f"{heading}の{field.label}" if heading else str(field.label), str(error))
        for field in part
        for error in field.errors
    ]


def _typed(form: forms.Form) -> dict[str, Any]:
    """Return what a form was sent, unchecked, to be shown again. A file is not sent twice."""
    return {field.name: field.data for field in form if not isinstance(field.field, forms.FileField)}


def _words(sheet: EntrySheet | None, email: str) -> dict[str, Any]:
    if sheet is None:
        return {"email": email}
    return {name: getattr(sheet.registration, name) for name in WORDS}


def _choices(may_choose: tuple[Sequence[Unit], Sequence[Unit]]) -> list[Any]:
    coming, others = ([(str(one.pk), str(one)) for one in group] for group in may_choose)
    groups = [("申込みのあったところ", coming), ("ほか", others)]
    return [("", "選んでください"), *(group for group in groups if group[1])]
