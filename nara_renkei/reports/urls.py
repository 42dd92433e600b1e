from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("order", views.order, name="order"),
    path("<uuid:uuid>/", views.paper, name="paper"),
    path("<uuid:uuid>/pdf", views.download, name="download"),
]
