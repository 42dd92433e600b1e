from django.urls import path

from . import views

app_name = "screening"
urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("<str:number>/", views.dossier, name="dossier"),
    path("<str:number>/kakuninjiko/", views.evidence, name="evidence"),
    path("<str:number>/uketsukehyo/", views.order_receipt, name="order_receipt"),
    path("<str:number>/uketsukehyo/<uuid:paper>/", views.receipt_paper, name="receipt_paper"),
    path("<str:number>/uketsukehyo/<uuid:paper>/pdf/", views.receipt_pdf, name="receipt_pdf"),
    path("<str:number>/tenpu/<uuid:file>/", views.attachment, name="attachment"),
    path("<str:number>/tenpu/<uuid:file>/gazo/", views.page_images, name="page_images"),
    path("<str:number>/tenpu/<uuid:file>/gazo/<int:page>/", views.page_image, name="page_image"),
    path("<str:number>/kaito/<str:code>/", views.answer, name="answer"),
    path("<str:number>/kaito/<str:code>/kakunin/", views.answer_confirm, name="answer_confirm"),
    path("<str:number>/iken/<str:code>/", views.opinion, name="opinion"),
    path("<str:number>/taiwa/", views.minutes, name="minutes"),
    path("<str:number>/kekka/", views.outcome, name="outcome"),
    path("<str:number>/kekka/kakunin/", views.outcome_confirm, name="outcome_confirm"),
    path("<str:number>/memo/", views.note, name="note"),
    path("<str:number>/shokai/", views.inquiry, name="inquiry"),
]
