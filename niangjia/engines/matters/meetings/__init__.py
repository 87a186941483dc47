"""Decisions of meetings: a list, who came, the vote, minutes that decide everything on it at once; and
delegations."""
