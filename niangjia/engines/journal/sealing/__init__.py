"""The proof that nobody touched the journal: a chain of signed seals over digests of all entries.

`links` says what a seal is, `rows` how an entry becomes a digest, `chain` how the chain grows, `heads` how its end is
kept outside the database, `sealer` when entries are sealed, `proof` how all is checked, `retention` how entries go.
"""
