"""The dates of law around a dispute: by when a worker must act elsewhere, and by when the union must.

Every answer is a LastDay: the day, the day by which nobody can doubt that it is in time, the basis, what is doubtful.
"""

from .answers import Judged, LastDay, Unlimited
from .arbitration import award_sued_by, dispute, wages
from .elsewhere import injury_by_employer, injury_by_worker, inspection, payment_order_objection, payment_order_taken
from .petitions import (
    final_review_answered,
    final_review_asked,
    handling,
    judge_review,
    not_ours,
    review_answered,
    review_asked,
    written_notice,
)
from .questions import Difficulty, question
from .running import By, Event, Pause

__all__ = [
    "By",
    "Difficulty",
    "Event",
    "Judged",
    "LastDay",
    "Pause",
    "Unlimited",
    "award_sued_by",
    "dispute",
    "final_review_answered",
    "final_review_asked",
    "handling",
    "injury_by_employer",
    "injury_by_worker",
    "inspection",
    "judge_review",
    "not_ours",
    "payment_order_objection",
    "payment_order_taken",
    "question",
    "review_answered",
    "review_asked",
    "wages",
    "written_notice",
]
