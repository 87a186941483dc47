"""Where people meet it: frames, start pages, menus, and what joins several services."""
