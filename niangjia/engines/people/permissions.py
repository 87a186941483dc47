"""What may be done with persons, unions and posts.

Rights over them come with posts (posts/roles.py). No office has any: who looks after the platform has no say over
persons' data. To move sealed data to another key is no look at it, and is the security administrator's.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.registry import register

SEE = register("people:see", _("see the records of members and workers"))
REVEAL = register("people:reveal", _("see document numbers, telephones and addresses in full"))
EDIT = register("people:edit", _("enrol members and correct records"))
MOVE = register("people:move", _("transfer, retain or end memberships"))
VOUCH = register("people:vouch", _("vouch for somebody in person, to let them sign in"))
EXPORT = register("people:export", _("export lists of persons"))
EXPORT_PLAIN = register("people:export_plain", _("export lists with numbers in full"))
ERASE = register("people:erase", _("erase what is personal of somebody"))
MERGE = register("people:merge", _("merge two records of one person"))
SEE_UNIONS = register("unions:see", _("see the tree of unions and its totals"))
EDIT_UNIONS = register("unions:edit", _("change a union's own data"))
RESTRUCTURE = register("unions:restructure", _("found, move, merge, split or dissolve unions"))
APPOINT = register("posts:appoint", _("fill posts, end them and name deputies"))
ROTATE_KEYS = register("keys:rotate", _("move people's data to another key"), administrators=frozenset({"security"}))
