from django.urls import path

from .views import figures, papers, self_checks, statistics, vision

app_name = "reports"
urlpatterns = [
    path("hokoku/", papers.index, name="index"),
    path("hokoku/order", papers.order, name="order"),
    path("hokoku/suji/", figures.figures, name="figures"),
    path("hokoku/suji/xlsx/", figures.sheet, name="figures_sheet"),
    path("hokoku/suji/pdf/", figures.order, name="order_figures"),
    path("hokoku/mezasu-sugata/", vision.board, name="vision"),
    path("hokoku/mezasu-sugata/pdf/", vision.order, name="order_vision"),
    path("hokoku/<uuid:uuid>/", papers.paper, name="paper"),
    path("hokoku/<uuid:uuid>/again", papers.again, name="again"),
    path("hokoku/<uuid:uuid>/pdf", papers.download, name="download"),
    # each 課 of itself
    path("ka/jikotenken/", self_checks.self_checks, name="self_checks"),
    path("ka/jikotenken/<int:pk>/", self_checks.self_check, name="self_check"),
    # everybody
    path("tokei/", statistics.statistics, name="statistics"),
    path("tokei/data.csv", statistics.data_csv, name="statistics_csv"),
    path("tokei/data.json", statistics.data_json, name="statistics_json"),
]
