from django.utils.translation import gettext_lazy as _

from niangjia.engines.journal import register_code

ISSUED = register_code("certificates.certificate.issued", sentence=_("Issued the certificate %(number)s"))
