"""Persons, employers, employments, unions and memberships: five things, apart. Posts, families, scope, totals."""
