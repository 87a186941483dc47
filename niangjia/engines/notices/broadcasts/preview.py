"""What a message to many would do: whom it reaches, by which channel, what it costs, who confirms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection

from niangjia.engines import rules
from niangjia.engines.notices.kinds import Channel, known
from niangjia.engines.notices.sending.handing import WANTED, values_of
from niangjia.engines.notices.sending.quiet import chain_of
from niangjia.engines.people.models import Union
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import now, today

from .audience import Audience, unpacked
from .kinds import channels_of, kind_of

if TYPE_CHECKING:
    from .models import Broadcast

SECOND, PRICE = "notices.second_person_from", "notices.sms_price"
LONGEST_PART = 67  # signs of a text message that is paid for as one, when a text takes several
FITS_ONE = 70
MOST_SHOWN = 12
FRESH = timedelta(minutes=10)  # so long what was counted is not counted anew; a whole city takes some seconds
# All in one statement, so that the people are looked for once: (what, which, how many, how many of them by phone).
COUNTS = """
    WITH p AS MATERIALIZED ({persons})
    SELECT 'people', 0::bigint, count(*), 0::bigint FROM p
    UNION ALL
    SELECT 'channel', c.channel, count(*),
           count(*) FILTER (WHERE c.channel <> 2 OR EXISTS (
               SELECT 1 FROM people_sealeddetail d WHERE d.person_id = c.person_id AND d.kind = 'phone'))
    FROM ({wanted}) c GROUP BY 2
    UNION ALL
    SELECT 'union', below.id, count(*), 0
    FROM p JOIN people_union home ON home.id = p.home_id
    JOIN people_union below ON below.parent_id = %(union)s
        AND home.place >= below.place AND home.place < below.place_end
    GROUP BY 2
"""


@dataclass(frozen=True)
class Preview:
    """Counts of persons: altogether, by channel, for whom SMS has no number, and by the unions right below."""

    people: int
    channels: dict[Channel, int]
    without_phone: int
    unions: list[tuple[Union, int]]
    parts: int
    price: Decimal
    second_from: int
    by: tuple[Channel, ...] = ()

    @property
    def cost(self) -> Decimal:
        """In yuan, of the text messages."""
        return self.channels.get(Channel.SMS, 0) * self.parts * self.price

    @property
    def not_agreed(self) -> int:
        """How many have not agreed to text messages; 0 where none are sent, or the law asks for no consent."""
        return self.people - self.channels.get(Channel.SMS, 0) - self.without_phone if Channel.SMS in self.by else 0

    @property
    def needs_second(self) -> bool:
        return self.people >= self.second_from


def preview_of(broadcast: Broadcast) -> Preview:
    """What it would do, as it was counted some minutes ago at most."""
    counts = broadcast.counts
    if not counts or datetime.fromisoformat(counts["at"]) < now() - FRESH:
        counts = broadcast.counts = _counted(broadcast)
        # Kept only for what was counted: it may have been changed meanwhile to go to many more.
        same = {name: getattr(broadcast, name) for name in ("audience", "by_sms", "legal")}
        type(broadcast).objects.filter(pk=broadcast.pk, **same).update(counts=counts)
    unions, day, above = (
        Union.objects.in_bulk([pk for pk, _count in counts["unions"]]),
        today(),
        chain_of(broadcast.union),
    )
    return Preview(
        people=counts["people"],
        channels={Channel(channel): count for channel, count in counts["channels"]},
        without_phone=counts["without_phone"],
        unions=[(unions[pk], count) for pk, count in counts["unions"]],
        parts=parts_of(broadcast),
        price=rules.value(PRICE, on=day, unions=above).amount,
        by=channels_of(broadcast),
        second_from=rules.value(SECOND, on=day, unions=above).count,
    )


def _counted(broadcast: Broadcast) -> dict[str, Any]:
    audience, channels = unpacked(broadcast.audience), [int(channel) for channel in channels_of(broadcast)]
    values = {**values_of(known(kind_of(broadcast))), "channels": channels, "union": audience.union.pk}
    with in_scope(Scope(audience.reach)), connection.cursor() as cursor:
        text, given = persons_sql(audience, ("id", "home_id"))
        cursor.execute(COUNTS.format(persons=text, wanted=WANTED), {**values, **given})
        rows: list[tuple[str, int, int, int]] = cursor.fetchall()
    unions = sorted(((pk, count) for what, pk, count, _phones in rows if what == "union"), key=lambda row: -row[1])
    return {
        "at": now().isoformat(),
        "people": next(count for what, _which, count, _phones in rows if what == "people"),
        "channels": sorted((which, phones) for what, which, _count, phones in rows if what == "channel"),
        "without_phone": sum(count - phones for what, _which, count, phones in rows if what == "channel"),
        "unions": unions[:MOST_SHOWN] if audience.below else [],
    }


def parts_of(broadcast: Broadcast) -> int:
    """How many text messages one of them is paid as; the link takes some 45 signs."""
    signs = len(str(broadcast.union)) + len(broadcast.title) + 55
    return 1 if signs <= FITS_ONE else -(-signs // LONGEST_PART)


def persons_sql(
    audience: Audience, columns: tuple[str, ...] = ("id",), after: int | None = None, most: int | None = None
) -> tuple[str, dict[str, Any]]:
    """The persons of an audience as SQL with named parameters, for statements that go on from it."""
    found = audience.persons()
    if after is not None:
        found = found.filter(pk__gt=after).order_by("pk")
    query = (found if most is None else found[:most]).values(*columns).query
    text, parameters = query.sql_with_params()
    names = [f"person_{number}" for number in range(len(parameters))]
    return text % tuple(f"%({name})s" for name in names), dict(zip(names, parameters, strict=True))
