"""What a person sees and does with the own record."""
