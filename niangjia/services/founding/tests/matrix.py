"""Routes of the service; each part has its own."""

from niangjia.services.founding.changes.tests.routes import ROUTES as CHANGES
from niangjia.services.founding.elections.tests.routes import ROUTES as ELECTIONS
from niangjia.services.founding.setting_up.tests.routes import ROUTES as SETTING_UP
from niangjia.services.founding.terms.tests.routes import ROUTES as TERMS

ROUTES = [*TERMS, *CHANGES, *SETTING_UP, *ELECTIONS]
