"""Whatever a stranger types into any form: a sentence at that very field, or it is stored as it was typed.

Every form of tests/ways.py, without a browser: built, validated and handed to its use case, in one world that is as
before after each example. What pages, mails and papers make of the same words: test_round_trip.py, test_outputs.py.
"""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.db import models, transaction
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dialogue.forms import encounters as encounter_forms
from dialogue.forms import entry
from dialogue.forms.cards import BadgeCodeForm
from knowledge.forms import cases as case_forms
from knowledge.forms import faces as face_forms
from knowledge.forms import methods as method_forms
from knowledge.forms import support as support_forms
from nara_renkei.accounts.forms import CodeForm, PasswordForm
from nara_renkei.core.form_fields import CleanTextField, is_blank
from nara_renkei.core.text import FORBIDDEN
from nara_renkei.portal import forms as handover_forms
from nara_renkei.reports.forms import SelfCheckForm
from proposals.forms import asking, entrusted
from screening.forms import contact as contact_forms
from screening.forms import dialogue as dialogue_forms
from screening.forms import division as division_forms
from screening.forms import interest as interest_forms
from screening.forms import judging as judging_forms
from screening.forms import outcome as outcome_forms
from screening.forms import ruling as ruling_forms
from screening.forms import undertaking as undertaking_forms
from tests.round_trip.every_form import ABSTRACT, CODES, OF_THE_DESK, SHAPED, form_classes
from tests.strategies import KEPT, accepted, hostile, texts
from tests.ways import WAYS, Way
from training.forms.presence import CodeForm as PlaceCodeForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

# Typed by a 課 on its own pages alone.
OF_A_DIVISION = {
    asking.SheetForm,
    asking.ReasonForm,
    case_forms.CaseForm,
    contact_forms.ContactForm,
    dialogue_forms.MinutesForm,
    dialogue_forms.NextStepForm,
    division_forms.AnswerForm,
    division_forms.InquiryForm,
    division_forms.NoteForm,
    division_forms.OpinionForm,
    division_forms.ReplyRequestForm,
    encounter_forms.DropForm,
    encounter_forms.EncounterForm,
    encounter_forms.MemoForm,
    entry.DivisionForm,
    face_forms.PictureForm,
    handover_forms.OpeningForm,
    handover_forms.WordsForm,
    interest_forms.HandForm,
    judging_forms.ConflictForm,
    judging_forms.FindingForm,
    judging_forms.ScoreForm,
    method_forms.MethodForm,
    method_forms.QuestionForm,
    method_forms.RulesForm,
    outcome_forms.OutcomeForm,
    ruling_forms.DeskTalkForm,
    ruling_forms.ManagerQuestionForm,
    ruling_forms.RulingForm,
    SelfCheckForm,
    support_forms.SupportForm,
    support_forms.SupportWordForm,
    undertaking_forms.ClosingForm,
    undertaking_forms.MilestoneForm,
    undertaking_forms.UndertakingForm,
}
# the desk's words about a 団体, the doors of staff, a part of other forms
NOT_SENT = {
    asking.StaffAddressForm,
    dialogue_forms.StepFields,
    entrusted.AskForPledgesForm,
    entrusted.NewBodyForm,
    entrusted.ReceivedForm,
    PasswordForm,
}
WRITTEN = re.compile(r"CleanTextField\(|EmailField\(|(?<!\w)_field\(|(?<!\w)_text\(")
JAPANESE = re.compile(r"[\u3041-\u30ff].*(。|[0-9a-z])$", re.DOTALL)
GOOD = "奈良"
one_line = texts(*KEPT, most=3).map(lambda text: re.sub(r"[\r\n]", "", text))
typed_texts = st.sampled_from(["葛󠄀城", "𠮷野家の髙橋", "ﾅﾗｼﾞ", ""]) | one_line | accepted | hostile
# as a browser sends it: no lone surrogate is UTF-8
typed_shapes = (
    st.sampled_from(
        ["a@奈良.example", "a@b", "@", "０７４２－３４－１１１１", "〒630", "//x", "javascript:x()", "https://𠮷"]
    )
    | hostile.map("{}@mihon.example".format)
    | hostile.map("https://mihon.example/{}".format)
    | hostile
).map(lambda text: text.encode(errors="ignore").decode())


def with_words() -> set[type[forms.BaseForm]]:
    """Return every form with a text or an address in it, also those that make their fields when they are built."""
    return {
        one
        for one in form_classes()
        if any(isinstance(field, (CleanTextField, forms.EmailField)) for field in one.base_fields.values())
        or WRITTEN.search(inspect.getsource(one))
    }


def test_every_form_of_a_stranger_has_its_way_into_the_database():
    walked: set[type[forms.BaseForm]] = set().union(*WAYS.values())
    known = OF_THE_DESK | OF_A_DIVISION | NOT_SENT | ABSTRACT | CODES

    assert {one.__qualname__ for one in with_words() - known - walked} == set()
    assert {one.__qualname__ for one in walked & known} == set()


def test_no_address_is_longer_than_its_column():
    # PasswordForm only looks somebody up
    longest = {
        f"{form.__qualname__}.{name}": one.max_length
        for form in form_classes()
        for name, one in form.base_fields.items()
        if isinstance(one, (forms.EmailField, forms.URLField)) and form is not PasswordForm
    }

    assert {where: room for where, room in longest.items() if room not in {200, 254, 300, 500}} == {}
    assert len(longest) > 10


def kept_as(field: CleanTextField, text: str) -> str | None:
    """Return what the rule of CleanTextField makes of a text, said once more; None for what is refused."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if FORBIDDEN.search(text):
        return None
    text = "" if is_blank(text) else text if field.multiline else text.strip()
    if "\n" in text and not field.multiline:
        return None
    if not text:
        return None if field.required else ""
    return text if len(text) <= (field.character_limit or len(text)) else None


def fields_of(parts: list[forms.Form], *kinds: type[forms.Field]) -> Iterator[tuple[str, Any]]:
    """Yield the name on the page and the field, of these kinds."""
    for part in parts:
        for name, one in part.fields.items():
            if isinstance(one, kinds) and not one.widget.is_hidden:
                yield part.add_prefix(name), one


def sent(answers: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in answers.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def wrong_in(parts: list[forms.Form]) -> dict[str, list[str]]:
    return {part.add_prefix(name): [str(one) for one in said] for part in parts for name, said in part.errors.items()}


def walk(way: Way, typed: dict[str, str]) -> None:
    """Send one form with these words, first as they are, then with what was refused put right."""
    form = way.form(sent({**way.rest, **typed}))
    is_valid, parts = form.is_valid(), way.parts(form)
    wrong = wrong_in(parts)
    assert [one for said in wrong.values() for one in said if not JAPANESE.search(one)] == []
    kept = {name: kept_as(one, typed[name]) for name, one in fields_of(parts, CleanTextField)}
    assert {name for name, text in kept.items() if text is None} <= set(wrong)
    # nothing where another answer asks for something is wrong as well
    assert {name for name in wrong if kept.get(name)} == set()
    if not is_valid and way.keeps_wrong:
        with transaction.atomic():
            way.keeps_wrong(form)
            transaction.set_rollback(True)

    right = typed
    while not form.is_valid():  # what is put right may ask for something beside it
        assert set(wrong) <= set(right), wrong
        right = {name: way.rest.get(name, GOOD) if name in wrong else text for name, text in right.items()}
        form = way.form(sent({**way.rest, **right}))
        wrong = {name: said for name, said in wrong_in(way.parts(form)).items() if right.get(name) != GOOD}
        assert form.is_valid() or wrong, wrong_in(way.parts(form))
    parts = way.parts(form)
    expected: dict[str, Any] = {name: kept_as(one, right[name]) for name, one in fields_of(parts, CleanTextField)}
    shaped = {part.add_prefix(name): value for part in parts for name, value in part.cleaned_data.items()}
    expected |= {name: shaped[name] for name, _ in fields_of(parts, *SHAPED) if name in right}
    addresses = {name for name, _ in fields_of(parts, forms.EmailField)}  # one person, in capitals or not
    made = way.send(form)
    if isinstance(made, models.Model):
        lists = [one.name for one in made._meta.fields if isinstance(one, models.JSONField)]  # empty is no fault
        type(made)._base_manager.get(pk=made.pk).full_clean(exclude=lists)
    stored = way.stored(made)
    found = {name: stored.get(name, "") for name in expected}
    for words in (found, expected):
        words.update({name: words[name].lower() for name in addresses & words.keys()})
    assert found == expected


def walked(way: Way, examples: int) -> None:
    parts = way.parts(way.form(sent(dict(way.rest))))
    drawn = {name: typed_texts for name, _ in fields_of(parts, CleanTextField)}
    drawn |= {
        name: st.just(way.rest[name]) | typed_shapes for name, _ in fields_of(parts, *SHAPED) if way.rest.get(name)
    }
    strict = settings(
        max_examples=examples,
        phases=[Phase.generate],  # what fails is short enough, and each example costs a way into the database
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    def check(typed: dict[str, str]) -> None:
        with transaction.atomic():
            walk(way, typed)
            transaction.set_rollback(True)

    strict(given(st.fixed_dictionaries(drawn))(check))()


@pytest.mark.parametrize("examples", [3, pytest.param(100, marks=pytest.mark.full)])
def test_what_a_stranger_types_is_stored_as_it_was_typed_or_refused_at_its_field(examples):
    for made in WAYS:
        with transaction.atomic():
            walked(made(), examples)
            transaction.set_rollback(True)


@pytest.mark.parametrize("form", [CodeForm, BadgeCodeForm, PlaceCodeForm])
@pytest.mark.parametrize(
    "text", ["", "\x00", "１２３４５６７８", "٣" * 8, "²" * 8, "\ud83d", "a" * 9_999, "' OR 1=1", "\u202e"]
)
def test_a_code_is_understood_or_refused_in_a_sentence(form, text):
    made = form(sent({"code": text}))

    assert made.is_valid() or all(JAPANESE.search(one) for one in made.errors["code"])
