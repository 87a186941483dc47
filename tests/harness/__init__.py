"""Fixtures and helpers that all tests use."""
