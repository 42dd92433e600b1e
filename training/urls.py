"""研修: 「わたしの研修」 and what belongs to it, on the staff's host."""

from django.urls import path

from .views import after, certificate, check_in, department, mine, place

app_name = "training"

# Before the name of a 研修: the pages that are of no single one.
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("link/<str:token>/", mine.by_link, name="by_link"),
    path("link/<str:token>/yotei.ics", place.ics_by_link, name="ics_by_link"),
    path("bu/", department.department, name="department"),
    # one 研修 of the person
    path("<slug:slug>/", mine.course, name="course"),
    path("<slug:slug>/yotei.ics", place.ics, name="ics"),
    path("<slug:slug>/kai/", place.choose, name="choose"),
    path("<slug:slug>/shusseki/", check_in.page, name="check_in"),
    path("<slug:slug>/kyozai/<uuid:file>/", after.material, name="material"),
    path("<slug:slug>/kyozai/<uuid:file>/gazo/", after.material_pages, name="material_pages"),
    path("<slug:slug>/kyozai/<uuid:file>/gazo/<int:page>/", after.material_page, name="material_page"),
    path("<slug:slug>/yakusoku/", after.resolution, name="resolution"),
    path("<slug:slug>/tsumazuki/", after.stumble, name="stumble"),
    path("<slug:slug>/jishu/", after.self_study, name="self_study"),
    path("<slug:slug>/shuryosho/", certificate.certificate, name="certificate"),
    path("<slug:slug>/shuryosho/<uuid:uuid>/", certificate.certificate_file, name="certificate_file"),
]
