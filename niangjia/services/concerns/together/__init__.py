"""Several unions on one concern: parts that others answer, reminders (催办, 督办), who handled such before."""
