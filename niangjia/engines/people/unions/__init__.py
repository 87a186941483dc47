"""Unions: a tree with one statistical parent each, dated; secondary ties; the employers that a union covers."""
