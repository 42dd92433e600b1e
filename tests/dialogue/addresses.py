"""What the URLs of dialogue need in the permission matrix: things of the 団体 and the 課 of its world."""

from collections.abc import Callable
from typing import Any

from dialogue.models import Participant
from dialogue.rules.papers import BADGES
from tests.factories.dialogue import SeatingPlanFactory


def arguments(name: str, world: Any) -> dict[str, Any]:
    """Return the arguments of a URL below ``dialogue:`` or ``admin:dialogue_``."""
    place, _, page = name.rpartition(":")
    if place == "dialogue":
        if page.endswith("_by_link"):
            return {"token": "a-token-that-opens-nothing"}
        if page.endswith("entry_person"):
            return {"slug": world.event.slug, "code": _code(world, is_company=page == "entry_person")}
        if page == "badge":
            return {"code": _code(world, is_company=True)}
        if page.endswith("card_vcf"):
            return {"slug": world.event.slug, "code": "ABCD2345"}
        if page in {"events", "staff_events"}:
            return {}
        if page in _OF_ENCOUNTERS:
            return {"slug": world.encounter.event.slug, **_OF_ENCOUNTERS[page](world.encounter)}
        return {"slug": world.event.slug, **_OF_PAGES.get(page, {})}
    model, _, page = page.removeprefix("dialogue_").partition("_")
    if page in {"changelist", "add"}:
        return {}
    if model == "registration":
        row = world.event.registrations.get(organization=world.organization)
        if page in {"change", "history", "delete"}:
            return {"object_id": row.pk}
        return {"pk": row.pk, **({"verb": "taku"} if page == "act" else {})}
    if model == "event":
        if page in {"change", "history", "delete"}:
            return {"object_id": world.event.pk}
        if page in {"badge", "undo_arrival"}:
            person = Participant.objects.filter(registration__event=world.event).order_by("pk")[0]
            return {"pk": world.event.pk, "code": person.code}
        if page in {"seating_plan", "seating_now", "seating_announce"}:
            plan = world.event.seating_plans.first() or SeatingPlanFactory(event=world.event, done=True)
            return {"pk": world.event.pk, "number": plan.number}
        if page in _OF_MET_PAGES:
            return {"pk": world.encounter.event_id, **_OF_MET_PAGES[page](world)}
        if page == "paper_file":
            return {"pk": world.event.pk, "uuid": world.make_paper(BADGES, world.event.slug).uuid}
        return {"pk": world.event.pk, **_OF_EVENT_PAGES.get(page, {})}
    raise KeyError(name)


def _code(world: Any, *, is_company: bool) -> str:
    whose = {"organization": world.organization} if is_company else {"division": world.division}
    return world.event.registrations.get(**whose).participants.get().code


def _met(encounter: Any) -> dict[str, Any]:
    return {"code": encounter.code}


def _step(encounter: Any) -> dict[str, Any]:
    return {"step": encounter.next_steps.get().uuid}


# what the pages of an encounter are named by beside its event
_OF_ENCOUNTERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **dict.fromkeys(("encounters", "staff_encounters"), lambda encounter: {}),
    **dict.fromkeys(("encounter", "propose", "staff_encounter", "encounter_missed", "encounter_memo"), _met),
    **dict.fromkeys(("step_done", "staff_step_done", "staff_step_dropped"), _step),
    "registration_memo": lambda encounter: {"registration": encounter.division.uuid},
}
# the desk's pages of them
_OF_MET_PAGES: dict[str, Callable[[Any], dict[str, Any]]] = {
    **dict.fromkeys(("encounters", "encounters_sheet", "step_letters", "note_sheets"), lambda world: {}),
    "encounter": lambda world: {"code": world.encounter.code},
    "note_sheet": lambda world: {"uuid": world.encounter.division.uuid},
    **dict.fromkeys(("note_sheets_paper", "note_sheets_file"), lambda world: {"uuid": world.note_sheets.uuid}),
}
# what an address names beside the event
_OF_PAGES: dict[str, dict[str, Any]] = {}
_OF_EVENT_PAGES: dict[str, dict[str, Any]] = {
    "act": {"verb": "utsusu"},
    "letter": {"kind": "invitation"},
    "seating_drop_pair": {"rule": 1},
    "report_file": {"uuid": "00000000-0000-4000-8000-000000000000"},
}
