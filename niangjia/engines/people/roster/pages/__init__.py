"""The desk's pages for lists: upload, columns, check, preview, commit, undo; pasting; comparing. No rules here."""
