"""Tests as linters: words, templates, messages, task names."""

import re
from pathlib import Path

import allauth
import crispy_forms
from celery import current_app
from django import forms
from django.contrib import admin
from django.db.models import CASCADE, CheckConstraint, UniqueConstraint

from tests.house import ROOT, our_models, our_python_files

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def test_every_model_and_field_has_a_japanese_name():
    nameless = [
        f"{model._meta.label}.{field.name}: {field.verbose_name}"
        for model in our_models()
        for field in model._meta.fields
        if field.name not in {"id", "password", "last_login"}
        if not JAPANESE.search(str(field.verbose_name)) and field.verbose_name != "SHA-256"
    ]
    nameless += [model._meta.label for model in our_models() if not JAPANESE.search(str(model._meta.verbose_name))]

    assert nameless == []


def test_every_constraint_says_in_japanese_what_is_wrong():
    mute = [
        constraint.name
        for model in our_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, (CheckConstraint, UniqueConstraint))
        if not JAPANESE.search(str(constraint.violation_error_message))
    ]

    assert mute == []


def test_no_model_orders_by_itself():
    assert [model._meta.label for model in our_models() if model._meta.ordering] == []


def test_documents_are_never_deleted_by_a_cascade():
    kept = {"Submission", "PledgeAnswer", "Letter", "Message", "StatusChange", "AuditEvent", "Screening", "Decision"}
    cascades = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        if model.__name__ in kept
        for field in model._meta.fields
        if field.remote_field and field.remote_field.on_delete is CASCADE
    ]

    assert cascades == []


def test_no_admin_edits_a_status():
    editable = [
        type(model_admin).__name__
        for model, model_admin in admin.site._registry.items()
        if model.__name__ in {"DeskProposal", "Proposal"}
        if "status" in (model_admin.list_editable or ()) or "status" in (model_admin.fields or ())
    ]

    assert editable == []


def test_every_template_is_used():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in our_python_files())
    templates = Path(ROOT / "templates")
    files = sorted(path for path in templates.rglob("*") if path.suffix in {".html", ".txt"})
    bodies = "\n".join(path.read_text(encoding="utf-8") for path in files)
    # Django and allauth look for a template of this name, since they ship one; crispy puts the pack's name before it.
    places = [Path(package.__file__).parent / "templates" for package in (allauth, admin, forms)]
    shipped = {str(path.relative_to(place)) for place in places for path in place.rglob("*.html")}
    crispy = "\n".join(path.read_text(encoding="utf-8") for path in Path(crispy_forms.__file__).parent.rglob("*.py"))
    unused = []
    for path in files:
        name = str(path.relative_to(templates))
        stem = name.removeprefix("mail/").removesuffix(".txt")
        by_crispy = name.startswith("nara/") and name.removeprefix("nara") in crispy
        if name in shipped or by_crispy:
            continue
        if name not in sources and name not in bodies and f'"{stem}"' not in sources:
            unused.append(name)

    assert unused == []


def test_the_title_says_once_that_something_is_wrong():
    """base.html puts 「エラー：」 before the title; a page that says it itself says it twice."""
    pages = [path for path in (ROOT / "templates").rglob("*.html") if '"base.html"' in path.read_text(encoding="utf-8")]
    told = re.compile(r"\{% block title %\}[^\n]*エラー")

    assert [path.name for path in pages if told.search(path.read_text(encoding="utf-8"))] == []


def test_every_task_that_is_asked_for_exists():
    asked = {
        name
        for path in our_python_files()
        for name in re.findall(r'after_commit\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    scheduled = {entry["task"] for entry in current_app.conf.beat_schedule.values()}

    assert (asked | scheduled) - set(current_app.tasks) == set()


def test_no_input_is_declared_safe():
    offenders = [
        str(path.relative_to(ROOT))
        for path in [*our_python_files(), *(ROOT / "templates").rglob("*.html")]
        if re.search(
            r"mark_safe|\|safe\b|autoescape off|csrf_exempt|fields = \"__all__\"", path.read_text(encoding="utf-8")
        )
    ]

    assert offenders == []


# What these write is escaped by themselves, and has tests with hostile words.
WRITES_HTML = {
    "knowledge/rendering.py",
    "nara_renkei/core/form_frames.py",
    "nara_renkei/core/form_renderer.py",
    "nara_renkei/core/word.py",
    "nara_renkei/deploy/guides.py",
}


def test_only_known_places_say_that_a_text_is_html():
    says_so = re.compile(r"\b(?:SafeString|SafeText|Markup)\((?![\"'])|__html__")
    found = {
        str(path.relative_to(ROOT)) for path in our_python_files() if says_so.search(path.read_text(encoding="utf-8"))
    }

    assert found == WRITES_HTML


def test_no_script_writes_html_or_runs_text():
    dangerous = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage")
    scripts = [*(ROOT / "static" / "js").rglob("*.js")]

    assert scripts
    assert [path.name for path in scripts if dangerous.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_on_a_page_comes_from_another_site():
    elsewhere = re.compile(
        r"<(?:script|link|img|iframe|source|object|embed)\b[^>]*(?:src|href|data)=[\"']?(?:https?:)?//"
    )
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static").rglob("*.css")]
    imported = re.compile(r"(?:@import|url\()\s*[\"']?(?:https?:)?//|sourceMappingURL")

    texts = {path.name: path.read_text(encoding="utf-8") for path in pages}
    assert [name for name, text in texts.items() if elsewhere.search(text) or imported.search(text)] == []
