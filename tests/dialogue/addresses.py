"""What the addresses of dialogue name: the event to come, and the one that is over."""

from dialogue.models import Participant, Registration
from dialogue.rules.papers import BADGES
from tests.factories.dialogue import SeatingPlanFactory
from tests.world import Addresses, Arguments, Rows, World


def _event(world: World) -> Arguments:
    return {"slug": world.event.slug}


def _event_row(world: World) -> Arguments:
    return {"pk": world.event.pk}


def _code(registration: Registration) -> str:
    return registration.participants.get().code


def _registration(world: World) -> Arguments:
    return {"pk": world.registration.pk}


def _person(world: World) -> Arguments:
    person = Participant.objects.filter(registration__event=world.event).order_by("pk")[0]
    return {"pk": world.event.pk, "code": person.code}


def _seating_plan(world: World) -> Arguments:
    plan = world.event.seating_plans.first() or SeatingPlanFactory(event=world.event, done=True)
    return {"pk": world.event.pk, "number": plan.number}


def _past_event(world: World) -> Arguments:
    return {"slug": world.encounter.event.slug}


def _past_event_row(world: World) -> Arguments:
    return {"pk": world.encounter.event_id}


def _encounter(world: World) -> Arguments:
    return {"slug": world.encounter.event.slug, "code": world.encounter.code}


def _next_step(world: World) -> Arguments:
    return {"slug": world.encounter.event.slug, "step": world.encounter.next_steps.get().uuid}


ADDRESSES: Addresses = {
    "dialogue:event": _event,
    "dialogue:event_ics": _event,
    "dialogue:entry": _event,
    "dialogue:entry_edit": _event,
    "dialogue:entry_person": lambda world: {"slug": world.event.slug, "code": _code(world.registration)},
    "dialogue:entry_cancel": _event,
    "dialogue:entry_slides": _event,
    "dialogue:staff_event": _event,
    "dialogue:division_entry": _event,
    "dialogue:division_entry_edit": _event,
    "dialogue:division_entry_person": lambda world: {
        "slug": world.event.slug,
        "code": _code(world.division_registration),
    },
    "dialogue:division_entry_cancel": _event,
    "dialogue:card": _event,
    "dialogue:withdraw_card": _event,
    "dialogue:exchange_card": _event,
    "dialogue:exchange_table": _event,
    "dialogue:card_vcf": lambda world: {"slug": world.event.slug, "code": "ABCD2345"},
    "dialogue:staff_card": _event,
    "dialogue:staff_withdraw_card": _event,
    "dialogue:staff_exchange_card": _event,
    "dialogue:staff_exchange_table": _event,
    "dialogue:staff_card_vcf": lambda world: {"slug": world.event.slug, "code": "ABCD2345"},
    "dialogue:badge": lambda world: {"code": _code(world.registration)},
    "admin:dialogue_registration_act": lambda world: {**_registration(world), "verb": "taku"},
    "admin:dialogue_registration_write": _registration,
    "admin:dialogue_registration_slides": _registration,
    "admin:dialogue_event_entries": _event_row,
    "admin:dialogue_event_letters": _event_row,
    "admin:dialogue_event_letter": lambda world: {"pk": world.event.pk, "kind": "invitation"},
    "admin:dialogue_event_act": lambda world: {"pk": world.event.pk, "verb": "utsusu"},
    "admin:dialogue_event_seating": _event_row,
    "admin:dialogue_event_seating_pair": _event_row,
    "admin:dialogue_event_seating_drop_pair": lambda world: {"pk": world.event.pk, "rule": 1},
    "admin:dialogue_event_seating_morning": _event_row,
    "admin:dialogue_event_seating_plan": _seating_plan,
    "admin:dialogue_event_seating_now": _seating_plan,
    "admin:dialogue_event_seating_announce": _seating_plan,
    "admin:dialogue_event_arrivals": _event_row,
    "admin:dialogue_event_badge": _person,
    "admin:dialogue_event_undo_arrival": _person,
    "admin:dialogue_event_typed_arrivals": _event_row,
    "admin:dialogue_event_progress": _event_row,
    "admin:dialogue_event_encounters": _past_event_row,
    "admin:dialogue_event_encounters_sheet": _past_event_row,
    "admin:dialogue_event_encounter": lambda world: {"pk": world.encounter.event_id, "code": world.encounter.code},
    "admin:dialogue_event_step_letters": _past_event_row,
    "admin:dialogue_event_note_sheet": lambda world: {
        "pk": world.encounter.event_id,
        "uuid": world.encounter.division.uuid,
    },
    "admin:dialogue_event_note_sheets": _past_event_row,
    "admin:dialogue_event_note_sheets_paper": lambda world: {
        "pk": world.encounter.event_id,
        "uuid": world.note_sheets.uuid,
    },
    "admin:dialogue_event_note_sheets_file": lambda world: {
        "pk": world.encounter.event_id,
        "uuid": world.note_sheets.uuid,
    },
    "admin:dialogue_event_screen": _event_row,
    "admin:dialogue_event_screen_now": _event_row,
    "admin:dialogue_event_papers": _event_row,
    "admin:dialogue_event_paper_file": lambda world: {
        "pk": world.event.pk,
        "uuid": world.make_paper(BADGES, world.event.slug).uuid,
    },
    "admin:dialogue_event_survey": _event_row,
    "admin:dialogue_event_report": _event_row,
    "admin:dialogue_event_report_file": lambda world: {
        "pk": world.event.pk,
        "uuid": "00000000-0000-4000-8000-000000000000",
    },
    "admin:dialogue_event_menus": _event_row,
    "dialogue:person_by_link": lambda _: {"token": "a-token-that-opens-nothing"},
    "dialogue:staff_person_by_link": lambda _: {"token": "a-token-that-opens-nothing"},
    "dialogue:person": _event,
    "dialogue:staff_person": _event,
    "dialogue:encounters": _past_event,
    "dialogue:encounter": _encounter,
    "dialogue:step_done": _next_step,
    "dialogue:propose": _encounter,
    "dialogue:staff_encounters": _past_event,
    "dialogue:staff_encounter": _encounter,
    "dialogue:staff_step_done": _next_step,
    "dialogue:staff_step_dropped": _next_step,
    "dialogue:encounter_missed": _encounter,
    "dialogue:registration_memo": lambda world: {
        "slug": world.encounter.event.slug,
        "registration": world.encounter.division.uuid,
    },
    "dialogue:encounter_memo": _encounter,
}

ROWS: Rows = {
    "dialogue_event": lambda world: world.event.pk,
    "dialogue_registration": lambda world: world.registration.pk,
}
