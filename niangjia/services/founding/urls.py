from .changes.urls import urlpatterns as changes
from .elections.urls import urlpatterns as elections
from .setting_up.urls import urlpatterns as setting_up
from .terms.urls import urlpatterns as terms

app_name = "founding"
# Each part has its own list; names are those of one service.
urlpatterns = [*setting_up, *elections, *terms, *changes]
