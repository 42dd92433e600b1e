"""What the URLs of training need in the permission matrix: the 研修 of its world, with the officer on the list."""

from collections.abc import Callable
from typing import Any
from uuid import UUID


def arguments(name: str, world: Any) -> dict[str, Any]:
    """Return the arguments of a URL below ``training:`` or ``admin:training_``."""
    place, _, page = name.rpartition(":")
    session = world.session
    if place == "training" and page in _OF_NO_COURSE:
        return _OF_NO_COURSE[page]
    if place == "training" and page.startswith("material"):
        number = {"page": 1} if page == "material_page" else {}
        return {"slug": session.course.slug, "file": world.material.file.uuid, **number}
    if place == "training":
        return {"slug": session.course.slug, **_OF_PAGES.get(page, {})}
    model, _, page = page.removeprefix("training_").partition("_")
    if page in {"changelist", "add"}:
        return {}
    if (model, page) in _OF_ROWS:
        return _OF_ROWS[model, page](world)
    row = {"course": session.course, "stumble": world.stumble}.get(model, session)
    if page in {"change", "history", "delete"}:
        return {"object_id": row.pk}
    if page == "trainee":
        return {"pk": row.pk, "trainee": row.trainees.earliest("pk").pk}
    return {"pk": row.pk, **_OF_ADMIN_PAGES.get((model, page), {})}


# addresses that name no 研修
_OF_NO_COURSE: dict[str, dict[str, Any]] = {
    "mine": {},
    "department": {},
    "by_link": {"token": "a-token-that-opens-nothing"},
    "ics_by_link": {"token": "a-token-that-opens-nothing"},
}
# what an address names beside the 研修
_OF_PAGES: dict[str, dict[str, Any]] = {
    "certificate_file": {"uuid": UUID(int=0)},
}
_OF_ADMIN_PAGES: dict[tuple[str, str], dict[str, Any]] = {
    ("course", "act"): {"verb": "nai"},
    ("course", "paper_file"): {"uuid": UUID(int=0)},
    ("session", "act"): {"verb": "tojitsu"},
    ("stumble", "act"): {"verb": "sumi"},
    ("session", "sheet_file"): {"uuid": "00000000-0000-4000-8000-000000000000"},
    ("session", "letter"): {"kind": "invitation"},
    ("session", "letter_now"): {"kind": "invitation"},
}
# what an address names of the world's own rows
_OF_ROWS: dict[tuple[str, str], Callable[[Any], dict[str, Any]]] = {
    ("session", "roll_person"): lambda world: {"pk": world.session.pk, "trainee": world.session.trainees.get().pk},
    ("session", "material"): lambda world: {"pk": world.session.pk, "material": world.material.material_id},
    ("session", "material_file"): lambda world: {"pk": world.session.pk, "version": world.material.pk},
    ("session", "survey"): lambda world: {"pk": world.session.pk, "when": "mae"},
}
