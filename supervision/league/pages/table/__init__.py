"""The table of a period: its rows, head and side, where marks lie, how a row is drawn."""
