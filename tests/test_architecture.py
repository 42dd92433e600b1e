"""What import-linter cannot see."""

import ast

from proposals.models import Proposal
from tests.house import ROOT, STEP, our_models, our_python_files


def points_down(target, source):
    step, below = STEP[source._meta.app_label], STEP[target._meta.app_label]
    return target._meta.app_label == source._meta.app_label or below < step


def imported_modules(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_foreign_keys_point_down_the_staircase():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model in our_models()
        and not points_down(field.related_model, model)
    ]

    assert upward == []


def test_screening_leaves_no_trace_on_a_proposal():
    traces = [
        relation.get_accessor_name()
        for relation in Proposal._meta.related_objects
        # a hidden many-to-many has a name but leaves no attribute
        if relation.related_model._meta.app_label not in {"proposals"}
        and hasattr(Proposal, relation.get_accessor_name() or "")
    ]

    assert traces == []


def test_use_cases_and_queries_never_import_http():
    offenders = {
        str(path.relative_to(ROOT))
        for path in our_python_files()
        if "usecases" in path.parts or path.name == "queries.py" or "queries" in path.parts
        if imported_modules(path) & {"django.http", "django.shortcuts", "django.contrib.messages"}
    }

    assert offenders == set()


def test_no_signal_is_used():
    offenders = {
        str(path.relative_to(ROOT))
        for path in our_python_files()
        if imported_modules(path) & {"django.dispatch.receiver", "django.db.models.signals", "django.dispatch"}
    }

    assert offenders == set()


def test_the_clock_is_read_only_at_the_edge():
    edge = {"views", "admin", "tasks", "management", "middleware", "adapters", "context_processors", "forms"}
    inner = [
        path
        for path in our_python_files()
        if {"usecases", "rules"} & set(path.parts) or path.name == "queries.py"
        if not edge & set(path.parts)
    ]
    offenders = {
        str(path.relative_to(ROOT))
        for path in inner
        if any(
            word in path.read_text(encoding="utf-8") for word in ("timezone.now(", "timezone.localdate(", ".today()")
        )
    }

    assert offenders == set()


def test_only_move_proposal_assigns_a_status():
    writers = set()
    for path in our_python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else []
            for target in targets:
                parts = target.elts if isinstance(target, ast.Tuple) else [target]
                if any(
                    isinstance(p, ast.Attribute) and p.attr == "status" and getattr(p.value, "id", "") == "proposal"
                    for p in parts
                ):
                    writers.add(path.name)

    assert writers == {"move_proposal.py"}


def test_no_test_file_is_a_library():
    """What two test files need is in a module beside them."""
    lenders = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "tests").rglob("*.py")
        for name in imported_modules(path)
        if name.startswith("tests.") and any(part.startswith("test_") for part in name.split("."))
    }

    assert lenders == set()
