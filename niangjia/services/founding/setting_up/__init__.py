"""A union is founded: asked for, prepared, a legal person, with its seals."""
