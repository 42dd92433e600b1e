from django.urls import path

from . import views
from .views import dashboard, departments, handovers, organization_records

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("my/", views.my_page, name="my_page"),
    path("kyotei/", views.agreements, name="agreements"),
    path("privacy/", views.privacy, name="privacy"),
    path("riyo/", views.terms, name="terms"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("accessibility/kekka/", views.accessibility_results, name="accessibility_results"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<slug:name>/", views.mailbox_letter, name="mailbox_letter"),
    # Before screening: /ka/hikitsugi/ and /ka/dantai/ are no 提案番号.
    path("ka/hikitsugi/", handovers.handovers, name="handovers"),
    path("ka/hikitsugi/<int:pk>/", handovers.handover, name="handover"),
    path("ka/hikitsugi/<int:pk>/bun/", handovers.words, name="handover_words"),
    path("ka/hikitsugi/<int:pk>/hikitsugu/", handovers.hand_over, name="hand_over"),
    path("ka/hikitsugi/<int:pk>/pdf/", handovers.order, name="handover_order"),
    path("ka/hikitsugi/<int:pk>/pdf/<uuid:uuid>/", handovers.paper, name="handover_paper"),
    path("ka/hikitsugi/<int:pk>/pdf/<uuid:uuid>/file/", handovers.file, name="handover_file"),
    path("hokoku/ima/", dashboard.now, name="now"),
    path("hokoku/ima/xlsx/", dashboard.sheet, name="now_sheet"),
    path("ka/bu/", departments.departments, name="departments"),
    path("ka/bu/<str:code>/", departments.department, name="department"),
    path("ka/bu/<str:code>/xlsx/", departments.sheet, name="department_sheet"),
    path("ka/bu/<str:code>/pdf/", departments.order, name="department_order"),
    path("ka/bu/<str:code>/pdf/<uuid:uuid>/", departments.paper, name="department_paper"),
    path("ka/bu/<str:code>/pdf/<uuid:uuid>/file/", departments.file, name="department_file"),
    path("ka/dantai/", organization_records.records, name="records"),
    path("ka/dantai/excel/", organization_records.records_sheet, name="records_sheet"),
    path("ka/dantai/<uuid:uuid>/", organization_records.record, name="record"),
    path("ka/dantai/<uuid:uuid>/hiraku/", organization_records.open_one, name="open_record"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
]
