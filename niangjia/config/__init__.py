"""How the house is put together: settings, routes, the web entry. Imports every floor; no floor imports it."""
