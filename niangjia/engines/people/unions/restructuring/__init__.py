"""The desk's pages on which unions are founded, renamed, moved, merged, split, dissolved and tied.

Each asks, says what would happen, and does it once somebody has confirmed that (flow.py).
"""
