"""Outside sign-ins as the settings name them, for django-allauth's `socialaccount`.

OpenID Connect is tested against a server of the tests. WeChat and DingTalk are the library's own providers: nobody
here has tried them, for want of an account there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from niangjia.config.house import House

LIBRARY = "allauth.socialaccount.providers"
OIDC = "oidc"
OTHERS = {"weixin": "微信", "dingtalk": "钉钉"}


def _others(house: House) -> list[str]:
    return [name for name in OTHERS if getattr(house, f"{name}_id")]


def apps(house: House) -> list[str]:
    """The library's apps beside that of OpenID Connect."""
    return [f"{LIBRARY}.{name}" for name in _others(house)]


def urls(house: House) -> list[str]:
    """Modules of routes; none as long as nothing is named."""
    named = [*(["openid_connect"] if house.oidc_id else []), *_others(house)]
    return [f"{LIBRARY}.{name}.urls" for name in named]


def providers(house: House) -> dict[str, Any]:
    """For SOCIALACCOUNT_PROVIDERS."""
    found: dict[str, Any] = {
        name: {"APPS": [{"client_id": getattr(house, f"{name}_id"), "secret": _secret(house, name)}]}
        for name in _others(house)
    }
    app = {
        "provider_id": OIDC,
        "name": house.oidc_title,
        "client_id": house.oidc_id,
        "secret": house.oidc_secret.get_secret_value(),
        "settings": {"server_url": house.oidc_url, "fetch_userinfo": False},
    }
    if house.oidc_id:
        found["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"]}
    return found


def origins(house: House) -> list[str]:
    """Where a form may lead: an outside sign-in begins by POST and goes on over there."""
    named = {"weixin": "https://open.weixin.qq.com", "dingtalk": "https://login.dingtalk.com"}
    parts = urlsplit(house.oidc_url)
    own = [f"{parts.scheme}://{parts.netloc}"] if house.oidc_id else []
    return [*own, *(named[name] for name in _others(house))]


def _secret(house: House, name: str) -> str:
    return str(getattr(house, f"{name}_secret").get_secret_value())


def ways(house: House) -> dict[str, tuple[str, str, dict[str, str]]]:
    """By provider: what people call it, the route where it begins, the route's arguments."""
    found = {name: (OTHERS[name], f"{name}_login", dict[str, str]()) for name in _others(house)}
    if house.oidc_id:
        found[OIDC] = (house.oidc_title, "openid_connect_login", {"provider_id": OIDC})
    return found
