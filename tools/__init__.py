"""What the project's own work needs: translations, size rules, checks of published files."""
