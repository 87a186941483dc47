"""Totals per union and facet, kept by the actions and checked by a nightly recount."""
