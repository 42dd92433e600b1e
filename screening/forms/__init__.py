"""Forms of the 課 and of the desk. They clean and explain; use cases act."""
