"""The league tables for programs."""
