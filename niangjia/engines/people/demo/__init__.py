"""An invented city with its unions and people, for trying the platform and for measuring it.

`fill_demo` is in filling.py, `verify_demo` in verifying.py, docs/engines/people-demo.md tells of both. Nothing is
imported here: the processes that invent persons come through here before Django is ready.
"""
