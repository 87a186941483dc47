"""How somebody wants to see pages. It is kept in cookies, so that it holds without being signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_YEAR = 365 * 24 * 60 * 60  # seconds

THEMES = [
    ("auto", _("Like the device")),
    ("light", pgettext_lazy("appearance", "Light")),
    ("dark", pgettext_lazy("appearance", "Dark")),
]
TEXTS = [("normal", pgettext_lazy("text size", "Normal")), ("large", pgettext_lazy("text size", "Large"))]


@dataclass(frozen=True)
class Preferences:
    """`theme` is auto, light or dark; `text` is normal or large; `language` a code of settings.LANGUAGES."""

    theme: str = "auto"
    text: str = "normal"
    language: str = settings.LANGUAGE_CODE


def read_preferences(request: HttpRequest) -> Preferences:
    """What the cookies say; what they don't, or say wrongly, is as usual."""
    return Preferences(
        theme=_known(request.COOKIES.get("theme"), dict(THEMES), "auto"),
        text=_known(request.COOKIES.get("text"), dict(TEXTS), "normal"),
        language=read_language(request),
    )


def read_language(request: HttpRequest) -> str:
    """The chosen language; what the browser prefers does not count, its makers chose that."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return _known(chosen, dict(settings.LANGUAGES), settings.LANGUAGE_CODE)


def _known(value: str | None, choices: dict[str, object], usual: str) -> str:
    return value if value in choices else usual


class PreferencesForm(forms.Form):
    """Any of the three; what is not sent stays as it is."""

    theme = forms.ChoiceField(label=_("Appearance"), choices=THEMES, required=False)
    text = forms.ChoiceField(label=_("Text size"), choices=TEXTS, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)

    def keep(self, response: HttpResponse) -> None:
        """Write what was chosen into cookies of the response."""
        names = {"theme": "theme", "text": "text", "language": settings.LANGUAGE_COOKIE_NAME}
        for field, cookie in names.items():
            if value := self.cleaned_data[field]:
                response.set_cookie(
                    cookie,
                    value,
                    max_age=A_YEAR,
                    secure=settings.SESSION_COOKIE_SECURE,
                    httponly=True,
                    samesite="Lax",
                )
