from django.urls import path

from .views import figures, papers, statistics

app_name = "reports"
urlpatterns = [
    path("hokoku/", papers.index, name="index"),
    path("hokoku/order", papers.order, name="order"),
    path("hokoku/suji/", figures.figures, name="figures"),
    path("hokoku/suji/xlsx/", figures.sheet, name="figures_sheet"),
    path("hokoku/suji/pdf/", figures.order, name="order_figures"),
    path("hokoku/<uuid:uuid>/", papers.paper, name="paper"),
    path("hokoku/<uuid:uuid>/pdf", papers.download, name="download"),
    # everybody
    path("tokei/", statistics.statistics, name="statistics"),
    path("tokei/data.csv", statistics.data_csv, name="statistics_csv"),
    path("tokei/data.json", statistics.data_json, name="statistics_json"),
]
