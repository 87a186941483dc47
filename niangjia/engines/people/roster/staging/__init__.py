"""A list on its way into the register: uploaded, understood, checked, looked at, committed, undone.

`docs/engines/people-roster.md` tells what each part promises. Pages, commands and the API call the verbs of
`uploading`, `mapping`, `previewing`, `picking`, `committing`, `undoing` and `reconciling`.
"""
