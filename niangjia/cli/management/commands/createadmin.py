from __future__ import annotations

import getpass
import json
import secrets
import sys
from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from niangjia.foundation.access.actions import create_account
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.models import Account

if TYPE_CHECKING:
    from argparse import ArgumentParser

OFFICES = [office for office in Account.Administers.values if office]


class Command(BaseCommand):
    help = "Make an administrator. The password is asked for, read from standard input, or made up and shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the person's name; default: the sign-in name")
        parser.add_argument("--office", choices=OFFICES, default=Account.Administers.SYSTEM.value)
        parser.add_argument("--make-password", action="store_true", help="make one up and print it")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        password = secrets.token_urlsafe(12) if options["make_password"] else _ask()
        try:
            validate_password(password)
            account = create_account(
                PLATFORM,
                username=options["username"],
                name=options["name"] or options["username"],
                password=password,
                administers=options["office"],
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from None
        shown = password if options["make_password"] else None
        if options["json"]:
            answer = {"username": account.username, "office": account.administers, "password": shown}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write(f"{account.username}: {account.get_administers_display()}")
            if shown:
                self.stdout.write(f"password (shown this once): {shown}")


def _ask() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Once more: "):
        raise CommandError("The two passwords differ.")
    return first
