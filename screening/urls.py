from django.urls import path

from .views import acts, contacts, dossier, drafting, judging, outcome, papers, rulings, undertaking, worklist

app_name = "screening"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("saitei/<str:token>/", rulings.ruling_by_link, name="ruling_by_link"),
    # before the numbers
    path("hikaku/", judging.compare_chosen, name="compare_chosen"),
    path("kadai/<str:code>/hikaku/", judging.compare, name="compare"),
    path("<str:number>/", dossier.dossier, name="dossier"),
    path("<str:number>/kakuninjiko/", papers.evidence, name="evidence"),
    path("<str:number>/uketsukehyo/", papers.order_receipt, name="order_receipt"),
    path("<str:number>/uketsukehyo/<uuid:paper>/", papers.receipt_paper, name="receipt_paper"),
    path("<str:number>/uketsukehyo/<uuid:paper>/pdf/", papers.receipt_pdf, name="receipt_pdf"),
    path("<str:number>/jisshi/", undertaking.undertaking, name="undertaking"),
    path("<str:number>/jisshi/joken/<int:position>/", undertaking.condition_met, name="condition_met"),
    path("<str:number>/kian/", drafting.order_drafting_set, name="order_drafting_set"),
    path("<str:number>/kian/<uuid:paper>/", drafting.drafting_paper, name="drafting_paper"),
    path("<str:number>/kian/<uuid:paper>/docx/", drafting.drafting_file, name="drafting_file"),
    path("<str:number>/tenpu/<uuid:file>/", papers.attachment, name="attachment"),
    path("<str:number>/tenpu/<uuid:file>/gazo/", papers.page_images, name="page_images"),
    path("<str:number>/tenpu/<uuid:file>/gazo/<int:page>/", papers.page_image, name="page_image"),
    path("<str:number>/osetsu/", contacts.contacts, name="contacts"),
    path("<str:number>/osetsu/csv/", contacts.contacts_csv, name="contacts_csv"),
    path("<str:number>/kaito/<str:code>/", acts.answer, name="answer"),
    path("<str:number>/kaito/<str:code>/kakunin/", acts.answer_confirm, name="answer_confirm"),
    path("<str:number>/iken/<str:code>/", acts.opinion, name="opinion"),
    path("<str:number>/saitei/", rulings.ruling, name="ruling"),
    path("<str:number>/taiwa/", acts.minutes, name="minutes"),
    path("<str:number>/kekka/", outcome.outcome, name="outcome"),
    path("<str:number>/kekka/kakunin/", outcome.outcome_confirm, name="outcome_confirm"),
    path("<str:number>/memo/", acts.note, name="note"),
    path("<str:number>/shokai/", acts.inquiry, name="inquiry"),
    path("<str:number>/saiten/", judging.judging, name="judging"),
    path("<str:number>/saiten/shinkoku/", judging.declare, name="declare_conflict"),
    path("<str:number>/saiten/shoken/", judging.finding, name="finding"),
    path("<str:number>/saiten/tensu/", judging.scores, name="scores"),
    path("<str:number>/saiten/hyokasha/", judging.name, name="name_assessor"),
    path("<str:number>/saiten/hazusu/", judging.release, name="release_assessor"),
]
