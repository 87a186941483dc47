"""Messages to people over in-app, SMS, WeChat and e-mail; broadcasts; circulars from union to union.

    register_kind("relief.approved", title=…, sentence=…, texts={Channel.APP: Text(…), Channel.SMS: Text(…)}, …)
    send(actor, "relief.approved", [person], union=union, variables={"number": "…"}, key=f"relief.approved.{row.pk}")

`send` is in `.sending.sending`: it needs the tables. See docs/engines/notices.md.
"""

from .kinds import Channel, Text, register_kind

__all__ = ["Channel", "Text", "register_kind"]
