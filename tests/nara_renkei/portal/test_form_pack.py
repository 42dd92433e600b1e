import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from nara_renkei.core.form_fields import CleanTextField


class SampleForm(forms.Form):
    title = CleanTextField(label="提案名", max_length=40, help_text="40字までで<b>短く</b>。")
    body = CleanTextField(label="概要", max_length=200, multiline=True, required=False)
    cost = forms.ChoiceField(
        label="費用", choices=[("NONE", "市の負担なし"), ("PARTLY", "一部")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="読みました")
    deck = forms.FileField(label="資料", required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def field(form, name):
    return Template("{% load crispy_forms_filters %}{{ field|as_crispy_field }}").render(Context({"field": form[name]}))


def in_order(html, *parts):
    places = [html.index(part) for part in parts]
    return places == sorted(places)


def test_a_field_is_label_hint_error_control_with_djangos_ids():
    html = field(SampleForm({}), "title")

    assert in_order(html, '<label for="id_title">', 'id="id_title_helptext"', 'id="id_title_error"', "<input")
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert "※必須" in html
    assert "&lt;b&gt;" in html


def test_an_optional_field_says_so_and_counts_its_characters():
    html = " ".join(field(SampleForm(), "body").split())

    assert "任意" in html
    assert 'data-counter="id_body" data-max="200"' in html
    assert "200字まで" in html


def test_a_group_is_a_fieldset_with_its_description():
    html = field(SampleForm({}), "cost")

    assert in_order(
        html,
        '<fieldset class="field invalid" aria-describedby="id_cost_error">',
        "<legend>費用",
        'id="id_cost_error"',
        'id="id_cost_0"',
    )


def test_a_tick_has_its_words_beside_it():
    html = field(SampleForm(), "agreed")

    assert in_order(html, '<label class="choice" for="id_agreed">', '<input type="checkbox"', "読みました")


def test_the_summary_links_to_every_control_that_can_be_reached():
    html = render_to_string("components/form_errors.html", {"form": SampleForm({})})

    assert 'role="alert"' in html
    assert [link for link in ("#id_title", "#id_cost_0", "#id_agreed", "#id_secret") if f'href="{link}"' in html] == [
        "#id_title",
        "#id_cost_0",
        "#id_agreed",
    ]


def test_a_right_form_has_no_summary():
    assert render_to_string("components/form_errors.html", {"form": SampleForm()}).strip() == ""


def test_a_whole_form_is_sent_without_the_browsers_own_checks():
    form = SampleForm({})
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("提案", Row("title", "cost")), "body", "agreed", "deck", "secret")
    form.helper.add_input(Submit("next", "次へ"))

    html = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))

    assert "novalidate" in html
    assert 'enctype="multipart/form-data"' in html
    assert in_order(html, "error-summary", "<form", "<legend>提案</legend>", 'class="row"', 'value="次へ"')


@pytest.mark.django_db
def test_an_error_is_said_first_in_the_title_of_the_page(client):
    assert "<title>エラー：" in client.post("/teian/kakunin/", {"email": ""}).content.decode()
    assert "<title>エラー：" not in client.get("/teian/kakunin/").content.decode()
