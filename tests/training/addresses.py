"""What the addresses of training name: the 研修 of the world, with the officer on the list."""

from uuid import UUID

from tests.world import Addresses, Arguments, Rows, World


def _course(world: World) -> Arguments:
    return {"slug": world.session.course.slug}


def _course_row(world: World) -> Arguments:
    return {"pk": world.session.course.pk}


def _session(world: World) -> Arguments:
    return {"pk": world.session.pk}


ADDRESSES: Addresses = {
    "training:by_link": lambda _: {"token": "a-token-that-opens-nothing"},
    "training:certificate": _course,
    "training:certificate_file": lambda world: {"slug": world.session.course.slug, "uuid": UUID(int=0)},
    "training:ics_by_link": lambda _: {"token": "a-token-that-opens-nothing"},
    "training:ics": _course,
    "training:choose": _course,
    "training:check_in": _course,
    "admin:training_session_attendance_file": _session,
    "admin:training_session_sheet": _session,
    "admin:training_session_sheet_file": lambda world: {
        "pk": world.session.pk,
        "uuid": "00000000-0000-4000-8000-000000000000",
    },
    "admin:training_session_removal": _session,
    "admin:training_session_roll": _session,
    "admin:training_session_rest_absent": _session,
    "admin:training_session_admit": _session,
    "admin:training_session_roll_person": lambda world: {
        "pk": world.session.pk,
        "trainee": world.session.trainees.get().pk,
    },
    "admin:training_session_screen": _session,
    "admin:training_session_screen_now": _session,
    "training:course": _course,
    "training:material": lambda world: {"slug": world.session.course.slug, "file": world.material.file.uuid},
    "training:material_pages": lambda world: {"slug": world.session.course.slug, "file": world.material.file.uuid},
    "training:material_page": lambda world: {
        "slug": world.session.course.slug,
        "file": world.material.file.uuid,
        "page": 1,
    },
    "training:resolution": _course,
    "training:stumble": _course,
    "training:self_study": _course,
    "admin:training_course_act": lambda world: {"pk": world.session.course.pk, "verb": "nai"},
    "admin:training_course_trainees": _course_row,
    "admin:training_course_changes": _course_row,
    "admin:training_course_assign": _course_row,
    "admin:training_course_add_trainee": _course_row,
    "admin:training_course_trainee": lambda world: {
        "pk": world.session.course.pk,
        "trainee": world.session.course.trainees.earliest("pk").pk,
    },
    "admin:training_course_figures": _course_row,
    "admin:training_course_figures_sheet": _course_row,
    "admin:training_course_self_study": _course_row,
    "admin:training_course_promises": _course_row,
    "admin:training_course_papers": _course_row,
    "admin:training_course_paper_file": lambda world: {"pk": world.session.course.pk, "uuid": UUID(int=0)},
    "admin:training_session_act": lambda world: {"pk": world.session.pk, "verb": "tojitsu"},
    "admin:training_session_materials": _session,
    "admin:training_session_material": lambda world: {"pk": world.session.pk, "material": world.material.material_id},
    "admin:training_session_material_file": lambda world: {"pk": world.session.pk, "version": world.material.pk},
    "admin:training_session_surveys": _session,
    "admin:training_session_survey": lambda world: {"pk": world.session.pk, "when": "mae"},
    "admin:training_stumble_act": lambda world: {"pk": world.stumble.pk, "verb": "sumi"},
    "admin:training_session_letters": _session,
    "admin:training_session_letter": lambda world: {"pk": world.session.pk, "kind": "invitation"},
    "admin:training_session_letter_now": lambda world: {"pk": world.session.pk, "kind": "invitation"},
}

ROWS: Rows = {
    "training_course": lambda world: world.session.course.pk,
    "training_session": lambda world: world.session.pk,
    "training_stumble": lambda world: world.stumble.pk,
}
