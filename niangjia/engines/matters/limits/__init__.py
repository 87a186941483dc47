"""Time limits: counted from figures of rules, paused and extended in the open, warned of before and escalated
after."""
