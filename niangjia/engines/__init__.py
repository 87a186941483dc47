"""General powers that know no service, in this order from below: journal, rules, people, notices, ledger ·
questionnaires · ballots · scoring, papers, matters, programmes, publishing."""
