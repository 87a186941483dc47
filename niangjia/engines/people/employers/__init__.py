"""Employers, and who works for whom."""
