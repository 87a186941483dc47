"""Who keeps out of one matter: whom it is about, or who said of herself that she is concerned."""
