"""The pages of visits, problems and reception days."""
