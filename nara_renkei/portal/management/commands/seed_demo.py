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
            # in the order of the calendar, so that numbers follow it
            for day, tell in sorted(
                [
                    *subject_stories.stories(city),
                    *named_stories.stories(city),
                    *rulings.stories(city),
                    *departments.stories(city),
                    *checks.stories(city),
                    *judging.stories(city),
                    *outcomes.stories(city),
                ],
                key=lambda story: story[0],
            ):
                tell(city, day)
            judging.show_judging(city)
            inquiries.show_inquiries(city)
            interests.show_interests(city)
            checks.show_checks(city)
            outcomes.show_outcomes(city)
            dialogues.show_dialogues(city)
            events.show_events(city)
            seating.show_seating(city)
            encounters.show_encounters(city)
            event_day.show_days(city)
            entries.show_entries(city)
            joining.show_joining(city)
            consultations.show_consultations(city)
            contacts.show_contacts(city)
            menus.show_menus(city)
            guideline.show_guideline(city)
            cases.show_cases(city)
            public_cases.show_public_cases(city)
            support.show_support(city)
            templates.show_templates(city)
            keeping.show_keeping(city)
            event_results.show_event_results(city)
            writing.show_writing(city)
            joint.show_joint(city)
            surveys.show_surveys(city)
            trainings.show_trainings(city)
            training_day.show_training_day(city)
            understanding.show_understanding(city)
            moves.show_moves(city)
            handovers.show_handovers(city)
            departments.show_departments(city)
            records.show_records(city)
            disclosures.show_disclosures(city)
            retention.show_retention(city)
            failures.send_the_past(city)
            failures.show_failures(city)
            papers.order_papers(city)
            suggesting.show_suggestions(city)
            looking.show_looking(city)
            vision.show_vision(city)
            publish_statistics(by=THE_SYSTEM, at=moment(city.clock.base, 8))
            send_digest(at=moment(city.clock.base, 8))
        if proposals:
            fill(proposals, today=city.clock.base)
            analyse()
        if logins:
            Path(logins).write_text(json.dumps(city.logins, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write("見本市をつくりました。")
