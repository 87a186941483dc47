"""What becomes of papers when two records become one, or one is erased: they are archives and stay, unlinked."""

from __future__ import annotations

from niangjia.engines.people.persons.moving import Fate, moves_with_person

moves_with_person("papers.paper", "person", erased=Fate.UNLINKED)
