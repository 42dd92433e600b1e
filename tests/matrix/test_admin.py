"""The admin, asked what its pages never ask: other relations, other models, other people's rows."""

import json
import random
import re
from itertools import islice

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from tests.matrix.asking import one_question
from tests.matrix.foreign import OF_A_DRAFT
from tests.permission_matrix import expected

pytestmark = pytest.mark.django_db

CLERKS = ("desk", "system", "auditor")
WHOLE = pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.full)])
A_FEW = 4
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
SECRETS = ("password", "key", "secret", "session_key")
NONSENSE = (
    "_popup=1", "_popup=1&_to_field=password", "_to_field=nai", "_to_field=id", "e=1", "q=%00", "q=" + "%E3%81%82" * 3_000,
    "q=%27%20OR%201%3D1%20--%20%25%5F%5C", "o=99.-99.x..", "o=-1.-1", "o=" + "9" * 5_000, "p=-1", "p=x", "p=" + "9" * 5_000, "all=x",
    "_facets=True", "nai=1", "pk__in=x", "id__exact=x", "id__regex=%28", "pk__in=1%2C%2C", "id=" + "9" * 5_000, "_changelist_filters=%00",
)  # fmt: skip
# Whose rows are found by name in a box of the admin, and by whom: 団体, 部・課 and courses; nobody finds people.
FOUND = {
    "desk": {"directory.Organization", "directory.Department", "directory.Division", "training.Course"},
    "system": {"directory.Organization", "directory.Department", "directory.Division"},
    "auditor": set(),
}
# an export of nothing is an export: that it was asked for is written down
WRITES = {"as_csv": ["core_auditevent"], "as_xlsx": ["core_auditevent"]}


def lists(clerk, urls):
    """Yield the ModelAdmin and the address of every list that this clerk may open."""
    for model, found in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        if name in urls and expected(name)[clerk] == 200:
            yield found, urls[name]


def secrets_behind(model, path="", steps=2):
    """Yield the lookups that lead through relations to what nobody may guess letter by letter."""
    for field in model._meta.get_fields():
        if path and getattr(field, "attname", field.name) in SECRETS:
            yield f"{path}{field.name}__startswith"
        if field.is_relation and field.related_model and steps and field.related_model is not model:
            yield from secrets_behind(field.related_model, f"{path}{field.name}__", steps - 1)


def asked(browser, url, data=None):
    """Return the answer and the tables that it wrote to; then everything is as before."""
    browser.raise_request_exception = False
    try:
        with one_question(browser) as tables:
            answer = browser.get(url) if data is None else browser.post(url, data)
            text = "" if answer.streaming else answer.content.decode(errors="replace")
    finally:
        browser.raise_request_exception = True
    return answer, text, tables


def fault(answer, text, tables):
    if answer.status_code >= 500:
        return repr(answer.exc_info[1])[:200] if answer.exc_info else str(answer.status_code)
    if OF_A_DRAFT in text:
        return "shows a draft"
    return f"writes {tables}" if tables else ""


def some(whole, values, dice):
    """Return all of the values in the full suite, a few of them else."""
    return values if whole else dice.sample(values, min(A_FEW, len(values)))


@WHOLE
@pytest.mark.parametrize("clerk", CLERKS)
def test_no_nonsense_behind_the_question_mark_of_a_list_breaks_it(clerk, whole, urls, browsers, foreign):
    wrong = {}
    for _, url in lists(clerk, urls):
        for query in some(whole, NONSENSE, random.Random(url + clerk)):
            if found := fault(*asked(browsers[clerk], f"{url}?{query}")):
                wrong[f"{url}?{query[:60]}"] = found

    assert wrong == {}


@pytest.mark.parametrize("clerk", CLERKS)
def test_no_list_is_narrowed_by_what_stands_behind_its_relations(clerk, urls, browsers):
    """400, or the list as it was: who may guess at a password is told nothing by the number of rows."""
    answers, tried = {}, 0
    for one, url in lists(clerk, urls):
        whole = TOKEN.sub("", asked(browsers[clerk], url)[1])
        for lookup in islice(sorted(set(secrets_behind(one.model))), 12):
            tried += 1
            answer, text, tables = asked(browsers[clerk], f"{url}?{lookup}=a")
            is_told_nothing = answer.status_code in {302, 400} or TOKEN.sub("", text) == whole
            if not is_told_nothing or tables:
                answers[f"{url}?{lookup}"] = answer.status_code

    assert answers == {}
    assert tried > {"desk": 20, "system": 5, "auditor": -1}[clerk]


@pytest.mark.parametrize("clerk", CLERKS)
def test_an_action_on_foreign_and_absent_rows_writes_nothing(clerk, world, urls, browsers, foreign, rf):
    wrong, pressed = {}, 0
    for one, url in lists(clerk, urls):
        request = rf.get(url)
        request.user = world.people[clerk]
        own = one.get_queryset(request).values("pk")
        hidden = [str(key) for key in one.model._base_manager.exclude(pk__in=own).values_list("pk", flat=True)[:5]]
        chosen_rows = ([*hidden, "999999999"], ["x", "-1"], ["9" * 30], ["\x00"], [])
        for action in [*one.get_actions(request), "delete_selected", "nai"]:
            for chosen in chosen_rows if action in one.get_actions(request) else chosen_rows[:1]:
                pressed += 1
                data = {"action": action, "_selected_action": chosen, "index": "0", "select_across": "0"}
                answer, text, tables = asked(browsers[clerk], url, data)
                if found := fault(answer, text, [] if tables == WRITES.get(action) else tables):
                    wrong[f"{url} {action} {str(chosen)[:60]}"] = found
        if found := fault(*asked(browsers[clerk], url, {"_save": "1", "form-TOTAL_FORMS": "x"})):
            wrong[f"{url} _save"] = found

    assert wrong == {}
    assert pressed > 0


@WHOLE
@pytest.mark.parametrize("clerk", CLERKS)
def test_the_box_that_finds_rows_by_name_finds_only_what_the_table_says(clerk, whole, browsers, foreign):
    """Every field of every model that points to another, whether a form of the admin has it or not."""
    found, wrong = set(), {}
    browser = browsers[clerk]
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            is_ours = field.related_model in admin.site._registry
            if not field.is_relation or not (is_ours or (whole and field.related_model)):
                continue
            there = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}&field_name={field.name}"
            answer, text, tables = asked(browser, f"{reverse('admin:autocomplete')}?{there}&term=")
            if answer.status_code == 200:
                found.add(field.related_model._meta.label)
                assert set(json.loads(text)) == {"results", "pagination"}
            elif answer.status_code not in {403, 404}:
                wrong[there] = answer.status_code
            if fault(answer, text, tables):
                wrong[there] = fault(answer, text, tables)

    assert wrong == {}
    assert found == FOUND[clerk]


@pytest.mark.parametrize(
    "query",
    [
        "", "app_label=nai&model_name=nai&field_name=nai", "app_label=%00", "app_label=accounts&model_name=user&field_name=password&term=a",
        "app_label=accounts&model_name=user&field_name=posts__user&term=a", "app_label=training&model_name=session&field_name=course&page=x",
        "app_label=training&model_name=session&field_name=course&page=-1", "app_label=training&model_name=session&field_name=course&term=%00",
        f"app_label=training&model_name=session&field_name=course&page={'9' * 5_000}",
    ],
)  # fmt: skip
def test_the_box_answers_nonsense_without_an_error(query, browsers, foreign):
    answers = {clerk: asked(browsers[clerk], f"{reverse('admin:autocomplete')}?{query}") for clerk in CLERKS}

    assert {clerk: fault(*answer) for clerk, answer in answers.items() if fault(*answer)} == {}
    assert {answer[0].status_code for answer in answers.values()} <= {400, 403, 404}


OF_A_ROW = ("change", "history", "delete")
ON_A_ROW = ("_popup=1", "_popup=1&_to_field=password", "_changelist_filters=q%3D%2500", "_to_field=nai&e=1")


@WHOLE
@pytest.mark.parametrize("clerk", CLERKS)
def test_the_pages_of_one_row_stand_every_question(clerk, whole, urls, browsers, foreign):
    wrong = {}
    for name, url in urls.items():
        if not (name.startswith("admin:") and name.rsplit("_", 1)[1:] and name.rsplit("_", 1)[1] in OF_A_ROW):
            continue
        for query in ON_A_ROW if whole else random.Random(name + clerk).sample(ON_A_ROW, 1):
            answer, text, tables = asked(browsers[clerk], f"{url}?{query}")
            allowed = {expected(name)[clerk], 400, 302}
            if answer.status_code not in allowed or fault(answer, text, tables):
                wrong[f"{name}?{query}"] = fault(answer, text, tables) or answer.status_code

    assert wrong == {}


@pytest.mark.parametrize("clerk", CLERKS)
def test_a_row_that_a_list_does_not_show_is_as_absent_as_none(clerk, world, urls, browsers, foreign, rf):
    """By its own page, its history and its deletion: what ``get_queryset`` leaves out is no row."""
    different = {}
    for one, url in lists(clerk, urls):
        request = rf.get(url)
        request.user = world.people[clerk]
        own = one.get_queryset(request).values("pk")
        hidden = one.model._base_manager.exclude(pk__in=own).values_list("pk", flat=True).first()
        if hidden is None:
            continue
        for page in ("change/", "history/", "delete/"):
            answers = [asked(browsers[clerk], f"{url}{key}/{page}") for key in (hidden, absent(hidden))]
            told = [(answer.status_code, text.replace(str(hidden), ""), tables) for answer, text, tables in answers]
            if told[0][0] == 200 or told[0][0] != told[1][0] or told[0][2]:
                different[f"{url}{hidden}/{page}"] = (told[0][0], told[1][0], told[0][2])

    assert different == {}


def absent(key):
    return 999_999_999 if isinstance(key, int) else "11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize("clerk", CLERKS)
def test_no_address_leads_from_the_admin_to_a_page_of_an_object(clerk, browsers, foreign):
    wrong = {}
    for one in ContentType.objects.filter(app_label__in=["accounts", "proposals", "surveys"]).order_by("pk"):
        for key in random.Random(f"{clerk} {one}").sample(
            ("1", str(foreign.draft.pk), str(foreign.draft.uuid), "x"), 1
        ):
            answer, _, tables = asked(browsers[clerk], reverse("admin:view_on_site", args=[one.pk, key]))
            if answer.status_code != 404 or tables:
                wrong[f"{one} {key}"] = answer.status_code

    assert wrong == {}


@pytest.mark.parametrize("clerk", CLERKS)
def test_the_words_of_the_admin_s_scripts_hold_nothing_of_the_city(clerk, browsers, foreign):
    answer, text, tables = asked(browsers[clerk], f"{reverse('admin:jsi18n')}?language=../../x&packages=nai")

    assert (answer.status_code, tables) == (200, [])
    assert "奈良" not in text
