"""/jirei/: the 事例 that everybody reads, as pages, as a feed, as open data. Withdrawn: 410."""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from knowledge.enums import Licence
from knowledge.models import PublicFace
from knowledge.queries.faces import (
    CHOICES,
    IN_FEED,
    find_faces,
    pictured,
    standing_face,
    standing_faces,
    was_public,
)
from knowledge.queries.related import related_public_cases
from knowledge.queries.shown_face import shown_face
from knowledge.rules.open_data import HEAD, LICENCE, LICENCE_URL, NAME, catalogue, row_of
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.core.models import CitySettings, PrivateFile
from nara_renkei.core.private_files import file_response
from nara_renkei.core.sheets import csv_sheet, sheet_response
from nara_renkei.core.text import FORBIDDEN, normalise

KEPT: Final = "public, max-age=300"  # seconds: a picture that was withdrawn is gone from caches after that
ADDRESSES: Final = {"field": "bunya", "method": "shuho", "division": "ka", "year": "nendo"}


@login_not_required
@require_safe
def public_cases(request: HttpRequest) -> HttpResponse:
    """List them by words, 分野, 手法, 課 and 年度."""
    words = request.GET.get("q", "")
    chosen = {key: request.GET.get(ADDRESSES[key], "") for key in CHOICES}
    found = find_faces(chosen, words=words, page=request.GET.get("page", "1"))
    context = {
        "found": found,
        "words": words,
        "chosen": chosen,
        "is_filtered": bool(words) or any(chosen.values()),
        "is_too_short": bool(words.strip()) and len(normalise(words)) < 2,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    return render(request, "knowledge/public_cases.html", context)


@login_not_required
@require_safe
def public_case(request: HttpRequest, code: str) -> HttpResponse:
    face = standing_face(code)
    if face is None:
        return _gone(request, code)
    context = {
        "face": face,
        "shown": shown_face(
            face.words, face.pictures, lambda uuid: reverse("knowledge:case_picture", args=[code, uuid])
        ),
        "address": absolute_link("knowledge:public_case", code),
        "card": absolute_link("knowledge:case_card", code) if face.card else "",
        "related": related_public_cases(face.words["title"], face.words["summary"], but=code),
    }
    return render(request, "knowledge/public_case.html", context)


@login_not_required
@require_safe
def case_picture(request: HttpRequest, code: str, uuid: Any) -> HttpResponseBase:
    """One picture of the face that stands."""
    face = standing_face(code)
    if face is None:
        return _gone(request, code)
    if not pictured(face, str(uuid)):
        raise Http404
    return _picture(get_object_or_404(PrivateFile, uuid=uuid))


@login_not_required
@require_safe
def case_card(request: HttpRequest, code: str) -> HttpResponseBase:
    """The picture that other sites show beside a link."""
    face = standing_face(code)
    if face is None:
        return _gone(request, code)
    if face.card is None:
        raise Http404
    return _picture(face.card)


def _picture(file: PrivateFile) -> HttpResponseBase:
    response = file_response(file)
    response["Cache-Control"] = KEPT
    response["Content-Disposition"] = "inline"
    return response


def _gone(request: HttpRequest, code: str) -> HttpResponse:
    """Return 410 for what was public once, 404 for what never was."""
    if not was_public(code):
        raise Http404
    return render(request, "knowledge/case_gone.html", status=410)


class CaseFeed(Feed):
    """事例 as Atom. Every address is made from SITE_URL, whichever host was asked."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return f"{CitySettings.load().full_name} 事例"

    def subtitle(self) -> str:
        return "企業や団体と市が一緒に取り組んだ事例の新着です。"

    def link(self) -> str:
        return absolute_link("knowledge:public_cases")

    def feed_url(self) -> str:
        return absolute_link("knowledge:cases_feed")

    def author_name(self) -> str:
        return CitySettings.load().full_name

    def feed_copyright(self) -> str:
        return LICENCE

    def items(self) -> Any:
        return list(standing_faces())[:IN_FEED]

    def item_title(self, item: Any) -> str:
        return FORBIDDEN.sub("", item.title)

    def item_description(self, item: Any) -> str:
        return FORBIDDEN.sub("", item.words["summary"])

    def item_link(self, item: Any) -> str:
        return absolute_link("knowledge:public_case", item.case.code)

    def item_pubdate(self, item: Any) -> Any:
        return item.published_at

    item_updateddate = item_pubdate


cases_feed = login_not_required(require_safe(CaseFeed()))


@login_not_required
@require_safe
def cases_json(request: HttpRequest) -> HttpResponse:
    city = CitySettings.load()
    data = {**catalogue(city.city_name, timezone.localdate().year), "事例": list(_rows())}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def cases_csv(request: HttpRequest) -> HttpResponse:
    return sheet_response(csv_sheet(NAME, HEAD, [list(row.values()) for row in _rows()]))


def _rows() -> Iterable[dict[str, str]]:
    contact = CitySettings.load().full_name
    for face in standing_faces():
        code = face.case.code
        yield row_of(
            code,
            face.words,
            [_image(code, one) for one in face.pictures],
            url=absolute_link("knowledge:public_case", code),
            contact=contact,
            published_on=_published_on(face),
        )


def _image(code: str, one: dict[str, str]) -> tuple[str, str, str]:
    address = absolute_link("knowledge:case_picture", code, one["file"])
    return one["alt"], address, str(Licence(one["licence"]).label)


def _published_on(face: PublicFace) -> Any:
    return local_day(face.published_at)  # type: ignore[arg-type]  # a standing face has its day
