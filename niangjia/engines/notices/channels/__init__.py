"""The ways in which a message leaves the house, all with one interface (base.Carrier)."""
