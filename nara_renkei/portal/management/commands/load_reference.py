from django.core.management.base import BaseCommand

from nara_renkei.portal.usecases.load_reference import load_reference


class Command(BaseCommand):
    help = "市の設定・閉庁日・確認事項・見送りの理由のうち、足りないものを入れます。"

    def handle(self, *args: object, **options: object) -> None:
        load_reference()
        self.stdout.write("足りない基礎データを入れました。")
