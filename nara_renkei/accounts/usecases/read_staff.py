"""The personnel file as what it wants: people and their seats. Nothing is changed here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from nara_renkei.accounts.enums import Holding, PostKind
from nara_renkei.accounts.models import User
from nara_renkei.accounts.rules.titles import kind_of
from nara_renkei.directory.models import Department, Division, Section
from nara_renkei.directory.rules.tables import Row, TableRefused, read_table

REQUIRED: Final = ("職員番号", "氏名", "カナ", "所属コード", "職名", "級", "本務/兼務/併任", "任用区分", "メール")
MOST: Final = (("氏名", 60), ("カナ", 60), ("職名", 40), ("級", 10), ("任用区分", 20))
HOLDINGS: Final = {label: Holding(value) for value, label in Holding.choices}
OF_A_DIVISION: Final = frozenset({PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER})

# What makes two posts the same seat: kind, 部, 課, 係 (their keys), 職名, 本務・兼務.
PostKey = tuple[PostKind, int | None, int | None, int | None, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a 所属コード leads: a 係, a 課 or a 部."""

    department: Department
    division: Division | None = None
    section: Section | None = None

    def __str__(self) -> str:
        return str(self.section or self.division or self.department)


@dataclass(frozen=True, slots=True)
class WantedPost:
    kind: PostKind
    place: Place
    title: str
    grade: str
    holding: Holding
    appointment: str

    @property
    def key(self) -> PostKey:
        division = (
            None if self.kind in {PostKind.LEADER, PostKind.DIRECTOR, PostKind.EXECUTIVE} else self.place.division
        )
        section = self.place.section if division else None
        return (
            self.kind,
            # 市長・副市長 belong to the city, wherever the file puts them
            None if self.kind == PostKind.EXECUTIVE else self.place.department.pk,
            division.pk if division else None,
            section.pk if section else None,
            self.title,
            self.holding,
        )

    def __str__(self) -> str:
        return f"{self.place}{self.title}"


@dataclass(slots=True)
class WantedPerson:
    line: int
    number: str
    name: str
    kana: str
    email: str
    posts: list[WantedPost] = field(default_factory=list)


def read_staff(data: bytes, as_of: date) -> list[WantedPerson]:
    """Return the people of the file in its order. Raises ``TableRefused`` with every error, by line."""
    return _Reader(as_of).read(read_table(data, required=REQUIRED))


class _Reader:
    """What is known while the rows go by."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.places = _places(as_of)
        self.errors: list[str] = []
        self.people: dict[str, WantedPerson] = {}
        self.mails: dict[str, str] = {}  # address → 職員番号

    def read(self, rows: Iterable[Row]) -> list[WantedPerson]:
        for row in rows:
            before = len(self.errors)
            self._check_person(row)
            post = self._post(row)
            if post and len(self.errors) == before:
                self._add(row, post)
        self._check_seats()
        self.errors.extend(_taken_addresses(self.people, self.mails))
        if self.errors:
            raise TableRefused(sorted(self.errors, key=lambda text: int(text.split("行目", 1)[0])))
        return list(self.people.values())

    def _refuse(self, line: int, words: str) -> None:
        self.errors.append(f"{line}行目: {words}")

    def _check_person(self, row: Row) -> None:
        number, email = row["職員番号"], row["メール"].lower()
        if not re.fullmatch(r"[0-9A-Za-z-]{1,12}", number):
            self._refuse(row.line, f"職員番号「{number}」は、半角の英数字12字までにしてください。")
        for column, most in MOST:
            if len(row[column]) > most:
                self._refuse(row.line, f"{column}は{most}字までです。")
        if not row["氏名"]:
            self._refuse(row.line, "氏名がありません。")
        if not _is_email(email):
            self._refuse(row.line, f"メール「{row['メール']}」の形が正しくありません。")
        elif self.mails.setdefault(email, number) != number:
            self._refuse(row.line, f"メール「{email}」が、ほかの職員（{self.mails[email]}）と同じです。")

    def _post(self, row: Row) -> WantedPost | None:
        word, code = row["本務/兼務/併任"], row["所属コード"]
        holding, place = HOLDINGS.get(word), self.places.get(code)
        if holding is None:
            self._refuse(row.line, f"本務/兼務/併任「{word}」は、本務・兼務・併任のどれかにしてください。")
        if place is None:
            lost_zero = f"0{code}" in self.places
            hint = "先頭の0が消えていませんか。" if lost_zero else "先に部・課を取り込んでください。"
            self._refuse(row.line, f"所属コード「{code}」は{self.as_of:%Y年%-m月%-d日}の組織にありません。{hint}")
        kind = kind_of(row["職名"], row["任用区分"])
        if place and place.division is None and kind in OF_A_DIVISION:
            self._refuse(row.line, f"職名「{row['職名'] or '（空）'}」には課の所属コードが必要です。")
        if place is None or holding is None:
            return None
        return WantedPost(kind, place, row["職名"], row["級"], holding, row["任用区分"])

    def _add(self, row: Row, post: WantedPost) -> None:
        number, known = row["職員番号"], (row["氏名"], row["カナ"], row["メール"].lower())
        person = self.people.setdefault(number, WantedPerson(row.line, number, *known))
        if (person.name, person.kana, person.email) != known:
            self._refuse(row.line, f"職員番号「{number}」の氏名・カナ・メールが{person.line}行目と違います。")
        person.posts.append(post)

    def _check_seats(self) -> None:
        for person in self.people.values():
            mains = sum(post.holding == Holding.MAIN for post in person.posts)
            if mains != 1:
                self._refuse(person.line, f"職員番号「{person.number}」の本務が{mains}行あります。1行にしてください。")
            if len({post.key for post in person.posts}) != len(person.posts):
                self._refuse(person.line, f"職員番号「{person.number}」に同じ席が2行あります。")


def _places(as_of: date) -> dict[str, Place]:
    places = {department.code: Place(department) for department in Department.objects.valid_on(as_of)}
    for division in Division.objects.valid_on(as_of).select_related("department"):
        places[division.code] = Place(division.department, division)
    for section in Section.objects.valid_on(as_of).select_related("division__department"):
        places[section.code] = Place(section.division.department, section.division, section)
    return places


def _taken_addresses(people: dict[str, WantedPerson], mails: dict[str, str]) -> list[str]:
    # Somebody outside the file holds the address: a person of a company, or one who has left.
    holders = User.objects.filter(email__in=mails).exclude(employee_number__in=people)
    return [
        f"{people[mails[user.email]].line}行目: メール「{user.email}」は、ほかの利用者が使っています。"
        for user in holders.order_by("pk")
        if mails[user.email] in people
    ]


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
