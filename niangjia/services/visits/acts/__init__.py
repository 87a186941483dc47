"""What happens with visits, problems and reception days."""
