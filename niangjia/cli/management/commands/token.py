from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from niangjia.foundation.access.actions import create_token
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.models import Account

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Tokens of the API: `niangjia token create --user NAME`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        create = parser.add_subparsers(dest="verb", required=True).add_parser(
            "create", help="make one; it is shown once"
        )
        create.add_argument("--user", required=True, help="the sign-in name that the token acts as")
        create.add_argument("--days", type=int, default=90, help="valid that long (default: 90)")
        create.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["days"] <= 366:
            raise CommandError("--days: from 1 to 366.")
        try:
            account = Account.objects.get_by_natural_key(options["user"])
        except Account.DoesNotExist:
            raise CommandError(f"No account has the sign-in name {options['user']!r}.") from None
        token = create_token(PLATFORM, account, days=options["days"])
        if options["json"]:
            self.stdout.write(json.dumps({"username": account.username, "token": token, "days": options["days"]}))
        else:
            self.stdout.write(token)
