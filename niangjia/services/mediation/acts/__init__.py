"""What happens in a mediation."""
