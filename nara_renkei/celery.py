"""The Celery app. The beat schedule is the one list of what happens by itself, and when."""

import os
import socket
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nara_renkei.settings.prod")

app = Celery("nara_renkei", task_cls="nara_renkei.core.background:WatchedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_like_the_web(**_: Any) -> None:
    """Keep Celery from its own format, which prints arguments and the words of exceptions."""
    dictConfig(settings.LOGGING)


# Every entry expires before its next turn, so that a worker that was away does not find a heap.
app.conf.beat_schedule = {
    "accounts.turn_the_day": {
        "task": "accounts.turn_the_day",
        "schedule": crontab(hour="0", minute="1"),
        "options": {"expires": 3600},
    },
    "accounts.match_registrations": {
        "task": "accounts.match_registrations",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 290},
    },
    "directory.roll_agreements": {
        "task": "directory.roll_agreements",
        "schedule": crontab(hour="0", minute="10"),
        "options": {"expires": 3600},
    },
    "notifications.drain_outbox": {
        "task": "notifications.drain_outbox",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "core.seal_audit": {"task": "core.seal_audit", "schedule": 60.0, "options": {"expires": 55}},
    "core.scan_files": {"task": "core.scan_files", "schedule": 15.0, "options": {"expires": 14}},
    "core.picture_files": {
        "task": "core.picture_files",
        "schedule": 15.0,
        "options": {"expires": 14, "queue": "pdf"},
    },
    "core.sweep_files": {
        "task": "core.sweep_files",
        "schedule": crontab(minute="17"),
        "options": {"expires": 3000},
    },
    "core.forget_sessions": {
        "task": "core.forget_sessions",
        "schedule": crontab(hour="3", minute="15"),
        "options": {"expires": 3600},
    },
    "core.beat": {
        "task": "core.beat",
        "schedule": 30.0,
        # only the process that sends it says who it is: so two of them are seen
        "kwargs": {"clock": f"{os.getpid()}@{socket.gethostname()}"},
        "options": {"expires": 29},
    },
    "core.verify_audit": {
        "task": "core.verify_audit",
        "schedule": crontab(hour="2", minute="10"),
        "options": {"expires": 3600},
    },
    "reports.make_papers": {
        "task": "reports.make_papers",
        "schedule": 15.0,
        "options": {"expires": 14, "queue": "pdf"},
    },
    "reports.order_monthly": {
        "task": "reports.order_monthly",
        "schedule": crontab(hour="6", minute="30"),
        "options": {"expires": 3600},
    },
    "reports.order_quarterly": {
        "task": "reports.order_quarterly",
        "schedule": crontab(hour="6", minute="32"),
        "options": {"expires": 3600},
    },
    "reports.order_annual": {
        "task": "reports.order_annual",
        "schedule": crontab(hour="6", minute="34"),
        "options": {"expires": 3600},
    },
    "reports.publish_statistics": {
        "task": "reports.publish_statistics",
        "schedule": crontab(hour="3", minute="30"),
        "options": {"expires": 3600},
    },
    "reports.write_readings": {
        "task": "reports.write_readings",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 3600},
    },
    "reports.ask_self_checks": {
        "task": "reports.ask_self_checks",
        "schedule": crontab(hour="8", minute="55", month_of_year="2,3"),
        "options": {"expires": 3600},
    },
    "proposals.forget_drafts": {
        "task": "proposals.forget_drafts",
        "schedule": crontab(hour="3", minute="5"),
        "options": {"expires": 3600},
    },
    "proposals.forget_consultations": {
        "task": "proposals.forget_consultations",
        "schedule": crontab(hour="3", minute="10"),
        "options": {"expires": 3600},
    },
    "proposals.remind_of_consultations": {
        "task": "proposals.remind_of_consultations",
        "schedule": crontab(hour="9-18", minute="0"),
        "options": {"expires": 3000},
    },
    "proposals.keep_challenges": {
        "task": "proposals.keep_challenges",
        "schedule": crontab(hour="7", minute="40"),
        "options": {"expires": 3600},
    },
    "proposals.tell_closing": {
        "task": "proposals.tell_closing",
        "schedule": crontab(hour="7", minute="50"),
        "options": {"expires": 3600},
    },
    "surveys.close_past_their_day": {
        "task": "surveys.close_past_their_day",
        "schedule": crontab(hour="0", minute="5"),
        "options": {"expires": 3600},
    },
    "dialogue.solve_seating": {"task": "dialogue.solve_seating", "schedule": 15.0, "options": {"expires": 14}},
    "knowledge.gather_words": {
        "task": "knowledge.gather_words",
        "schedule": crontab(hour="1", minute="20"),
        "options": {"expires": 3600},
    },
    "portal.follow_reform": {
        "task": "portal.follow_reform",
        "schedule": crontab(hour="0", minute="3"),
        "options": {"expires": 3600},
    },
    "training.prepare_letters": {"task": "training.prepare_letters", "schedule": 15.0, "options": {"expires": 14}},
    "knowledge.ask_reviews": {
        "task": "knowledge.ask_reviews",
        "schedule": crontab(hour="7", minute="30"),
        "options": {"expires": 1500},
    },
    "knowledge.prepare_readings": {
        "task": "knowledge.prepare_readings",
        "schedule": 15.0,
        "options": {"expires": 14},
    },
    "knowledge.tell_watchers": {
        "task": "knowledge.tell_watchers",
        "schedule": crontab(hour="7", minute="15", day_of_week="1"),
        "options": {"expires": 3600},
    },
    "portal.send_digest": {
        "task": "portal.send_digest",
        "schedule": crontab(hour="8", minute="0"),
        "options": {"expires": 3600},
    },
    "portal.sound_alarm": {"task": "portal.sound_alarm", "schedule": 300.0, "options": {"expires": 290}},
    "portal.tell_leaders": {
        "task": "portal.tell_leaders",
        "schedule": crontab(hour="7", minute="45"),
        "options": {"expires": 3600},
    },
    "dialogue.remind_of_steps": {
        "task": "dialogue.remind_of_steps",
        "schedule": crontab(hour="8", minute="50"),
        "options": {"expires": 3600},
    },
    "training.ask_resolutions": {
        "task": "training.ask_resolutions",
        "schedule": crontab(hour="8", minute="35"),
        "options": {"expires": 3600},
    },
    "screening.keep_due_dates": {"task": "screening.keep_due_dates", "schedule": 300.0, "options": {"expires": 290}},
    "screening.close_routings": {"task": "screening.close_routings", "schedule": 300.0, "options": {"expires": 290}},
    "screening.remind_of_reports": {
        "task": "screening.remind_of_reports",
        "schedule": crontab(hour="8", minute="45"),
        "options": {"expires": 3600},
    },
    "screening.remind_in_july": {
        "task": "screening.remind_in_july",
        "schedule": crontab(hour="8", minute="40", month_of_year="7"),
        "options": {"expires": 3600},
    },
    "screening.forget_rosters": {
        "task": "screening.forget_rosters",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 3600},
    },
    "screening.forget_persons": {
        "task": "screening.forget_persons",
        "schedule": crontab(hour="3", minute="25"),
        "options": {"expires": 3600},
    },
    "portal.close_idle_accounts": {
        "task": "portal.close_idle_accounts",
        "schedule": crontab(hour="3", minute="30"),
        "options": {"expires": 3600},
    },
    "screening.prepare_disposal": {
        "task": "screening.prepare_disposal",
        "schedule": crontab(hour="6", minute="0", day_of_month="1", month_of_year="4"),
        "options": {"expires": 3600},
    },
    "screening.wipe_proposals": {"task": "screening.wipe_proposals", "schedule": 60.0, "options": {"expires": 55}},
    "screening.remind_divisions": {
        "task": "screening.remind_divisions",
        "schedule": crontab(hour="8", minute="30"),
        "options": {"expires": 3600},
    },
}
