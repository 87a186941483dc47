"""E-mail by SMTP; into a file in the demo (settings EMAIL_…)."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage

from niangjia.engines.notices.sending import reasons

from .base import SENT, Outcome, later, never

if TYPE_CHECKING:
    from .base import Parcel

PERMANENT = 500


class Mail:
    """One plain text to one address."""

    rings = False

    def ready(self) -> bool:
        return bool(settings.HOUSE.email_host) or not settings.HOUSE.production

    def carry(self, parcel: Parcel) -> Outcome:
        """Hand it to the server; the Message-ID is the same for every try, so that mailboxes can tell it is one."""
        headers = {"Message-ID": f"<{parcel.once}@{settings.HOUSE.mail_name}>", "Auto-Submitted": "auto-generated"}
        mail = EmailMessage(parcel.title, parcel.body, to=[parcel.address], headers=headers)
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            return never(reasons.BAD_ADDRESS) if min(codes, default=0) >= PERMANENT else later(reasons.LIMIT)
        except smtplib.SMTPResponseException as error:
            return never(reasons.REFUSED) if error.smtp_code >= PERMANENT else later(reasons.LIMIT)
        except (smtplib.SMTPException, OSError):
            return later(reasons.UNREACHABLE)
        return SENT
