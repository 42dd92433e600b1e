"""What the house is made of: its apps from the ground up, their models, their modules."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
STEP = {
    "core": 0,
    "notifications": 1,
    "directory": 2,
    "accounts": 3,
    "surveys": 4,
    "proposals": 5,
    "knowledge": 6,
    "screening": 7,
    "dialogue": 7,
    "training": 7,
    "reports": 8,
    "portal": 9,
}


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in STEP]


def our_python_files():
    folders = ("nara_renkei", "proposals", "screening", "dialogue", "training", "knowledge")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
