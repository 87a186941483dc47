from __future__ import annotations

from django.urls import path

from .books import views as books
from .life import act_views as acts
from .life import list_views as lists
from .life import paper_views as papers
from .returns import views as returns
from .scans import views as scans

app_name = "papers"
urlpatterns = [
    path("", lists.papers, name="papers"),
    path("new/", lists.new, name="new"),
    path("new/roll/", lists.roll, name="roll"),
    path("<int:paper_id>/", papers.paper, name="paper"),
    path("<int:paper_id>/change/", lists.change, name="change"),
    path("<int:paper_id>/print/", papers.print_page, name="print"),
    path("<int:paper_id>/paper.docx", papers.word_file, name="word"),
    path("<int:paper_id>/check/", acts.check, name="check"),
    path("<int:paper_id>/back/", acts.back, name="back"),
    path("<int:paper_id>/discard/", acts.discard, name="discard"),
    path("<int:paper_id>/signature/", acts.sign, name="sign"),
    path("<int:paper_id>/seal/", acts.seal, name="seal"),
    path("<int:paper_id>/copies/", acts.send, name="send"),
    path("<int:paper_id>/file/", acts.file, name="file"),
    path("<int:paper_id>/revocation/", acts.revoke, name="revoke"),
    path("copies/<int:delivery_id>/receipt/", acts.receipt, name="receipt"),
    path("copies/<int:delivery_id>/proof/", papers.proof_page, name="proof"),
    path("scans/", scans.scans, name="scans"),
    path("scans/<int:scan_id>/", scans.scan, name="scan"),
    path("scans/pages/<int:leaf_id>/", scans.leaf, name="leaf"),
    path("scans/pages/<int:leaf_id>/paper/", scans.assign, name="assign"),
    path("books/outgoing/", books.outgoing, name="outgoing"),
    path("books/incoming/", books.incoming, name="incoming"),
    path("books/incoming/<int:incoming_id>/", books.document, name="document"),
    path("books/incoming/<int:incoming_id>/receipt/", books.confirm, name="confirm"),
    path("books/seals/", books.seals, name="seals"),
    path("books/word/", books.word, name="set_word"),
    path("books/<str:key>/print/", books.printed, name="book_print"),
    path("books/<str:key>/book.xlsx", books.workbook, name="book_xlsx"),
    path("returns/", returns.returns, name="returns"),
    path("returns/<int:return_id>/", returns.sheet, name="return"),
    path("returns/<int:return_id>/count/", returns.prefill, name="return_prefill"),
    path("returns/<int:return_id>/hand-in/", returns.hand_in, name="return_hand_in"),
    path("returns/<int:return_id>/correction/", returns.correct, name="return_correct"),
    path("returns/<int:return_id>/drop/", returns.drop, name="return_drop"),
    path("returns/<int:return_id>/figures/<str:code>/", returns.explained, name="figure"),
    path("returns/<int:return_id>/print/", returns.print_page, name="return_print"),
    path("returns/<int:return_id>/return.docx", returns.word_file, name="return_word"),
    path("returns/<int:return_id>/return.xlsx", returns.workbook, name="return_xlsx"),
]
