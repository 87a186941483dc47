"""The monthly return of concerns (诉求月报): what the register counts, the layout, the case that goes with it."""
