"""The second step of replacing SECRET_KEY; guide-secrets.md has all of them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nara_renkei.accounts.usecases.relock_second_factors import relock_second_factors
from nara_renkei.core.actors import THE_SYSTEM


class Command(BaseCommand):
    help = "二段階認証を、いまの SECRET_KEY で鍵をかけ直します。済むまで、古い鍵を SECRET_KEY_FALLBACKS から消さないでください。"

    def handle(self, *args: Any, **options: Any) -> None:
        result = relock_second_factors(by=THE_SYSTEM, at=timezone.now())
        self.stdout.write(f"{result.done}個の二段階認証に、新しい鍵をかけました。")
        if result.lost:
            raise CommandError(
                f"{result.lost}個は、どの鍵でも開きません。前の鍵を SECRET_KEY_FALLBACKS に足して、もう一度打ってください。"
                "前の鍵がなければ、その人の二段階認証を解除し、登録し直してもらいます。"
            )
