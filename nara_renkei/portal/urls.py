from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("my/", views.my_page, name="my_page"),
    path("kyotei/", views.agreements, name="agreements"),
    path("privacy/", views.privacy, name="privacy"),
    path("riyo/", views.terms, name="terms"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<slug:name>/", views.mailbox_letter, name="mailbox_letter"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
