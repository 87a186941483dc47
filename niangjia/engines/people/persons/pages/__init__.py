"""The desk's pages for the details of a record, and for records of one person."""
