"""Signing in through somebody else whom the house trusts (OpenID Connect)."""
