"""Drafts: what somebody has typed into a form and not yet sent, kept here and not on the computer; see keeping.py."""
