"""The verbs on matters: one function each, in one transaction, all of them through one lock (locking.py)."""
