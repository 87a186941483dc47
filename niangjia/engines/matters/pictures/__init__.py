"""Pictures of procedures, made by the server from the drawing, with the passed path and the present step lit."""
