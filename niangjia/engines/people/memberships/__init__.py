"""Memberships over time: one living person, one active membership."""
