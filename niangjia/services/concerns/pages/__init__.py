"""Pages of concerns: the portal's and the desk's."""
