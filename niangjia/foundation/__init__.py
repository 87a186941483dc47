"""What knows no union: accounts, pages, jobs, numbers, time, the embedded database."""
