"""A believable city: 部課, people, 団体, 課題, and proposals in every state."""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from knowledge.usecases.load_methods import load_methods
from knowledge.usecases.load_templates import load_templates
from nara_renkei.accounts.models import User
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.portal.demo import (
    agreements,
    cases,
    checks,
    consultations,
    contacts,
    departments,
    dialogues,
    disclosures,
    encounters,
    entries,
    event_day,
    event_results,
    events,
    failures,
    guideline,
    handovers,
    inquiries,
    interests,
    joining,
    joint,
    judging,
    keeping,
    looking,
    menus,
    moves,
    named_stories,
    outcomes,
    papers,
    public_cases,
    records,
    retention,
    rulings,
    seating,
    subject_stories,
    suggesting,
    support,
    surveys,
    templates,
    training_day,
    trainings,
    understanding,
    vision,
    writing,
)
from nara_renkei.portal.demo.bulk import analyse, fill
from nara_renkei.portal.demo.city import build_city
from nara_renkei.portal.demo.clock import Clock, moment
from nara_renkei.portal.usecases.load_reference import load_reference
from nara_renkei.portal.usecases.send_digest import send_digest
from nara_renkei.reports.usecases.publish_statistics import publish_statistics

# told in the order of the calendar, so that numbers follow it
STORIES = (subject_stories, named_stories, rulings, departments, checks, judging, outcomes)
# each goes on from those before it
SHOWN = (
    judging.show_judging,
    inquiries.show_inquiries,
    interests.show_interests,
    checks.show_checks,
    outcomes.show_outcomes,
    dialogues.show_dialogues,
    events.show_events,
    seating.show_seating,
    encounters.show_encounters,
    event_day.show_days,
    entries.show_entries,
    joining.show_joining,
    consultations.show_consultations,
    contacts.show_contacts,
    menus.show_menus,
    guideline.show_guideline,
    cases.show_cases,
    public_cases.show_public_cases,
    support.show_support,
    templates.show_templates,
    keeping.show_keeping,
    event_results.show_event_results,
    writing.show_writing,
    joint.show_joint,
    surveys.show_surveys,
    trainings.show_trainings,
    training_day.show_training_day,
    understanding.show_understanding,
    moves.show_moves,
    handovers.show_handovers,
    departments.show_departments,
    records.show_records,
    disclosures.show_disclosures,
    retention.show_retention,
    failures.send_the_past,
    failures.show_failures,
    papers.order_papers,
    suggesting.show_suggestions,
    looking.show_looking,
    vision.show_vision,
)


class Command(BaseCommand):
    help = "見本市をつくります。本番では動きません。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", help="役割ごとのログインを書き出すファイル（JSON）")
        parser.add_argument("--base", help="基準日（YYYY-MM-DD）。なければ今日か、その前の開庁日")
        parser.add_argument("--proposals", type=int, default=0, help="この件数になるまで、まとめて増やす")

    def handle(self, *args: Any, logins: str | None, base: str | None, proposals: int, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError("見本市は、見本の設定（IS_DEMO）でだけ作れます。本番のデータには触れません。")
        if User.objects.exists():
            raise CommandError("もう利用者がいます。空のデータベースで動かしてください。")
        load_reference()
        wanted = datetime.strptime(base, "%Y-%m-%d").date() if base else timezone.localdate()  # noqa: DTZ007 - a day has no zone
        with transaction.atomic():
            city = build_city(Clock.at(wanted).open_day(wanted))
            load_methods()  # now that there is a 課 to keep them
            load_templates()
            agreements.make_agreements(city)
            inquiries.keep_standing(city)
            interests.keep_norms(city)
            checks.name_readers(city)
            retention.load_ledger(city)
            for day, tell in sorted(
                (one for told in STORIES for one in told.stories(city)), key=lambda story: story[0]
            ):
                tell(city, day)
            for show in SHOWN:
                show(city)
            publish_statistics(by=THE_SYSTEM, at=moment(city.clock.base, 8))
            send_digest(at=moment(city.clock.base, 8))
        if proposals:
            fill(proposals, today=city.clock.base)
            analyse()
        if logins:
            Path(logins).write_text(json.dumps(city.logins, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write("見本市をつくりました。")
