"""Signing in by a code that is sent to a telephone."""
