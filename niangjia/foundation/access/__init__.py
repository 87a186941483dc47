"""Accounts, who acts, and what they may do."""
