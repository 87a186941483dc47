"""Drawings in BPMN 2.0: read, checked, walked and run. Nothing here touches the database."""
