"""A member asks for a correction of the own record, with evidence; a clerk only confirms the differences."""
