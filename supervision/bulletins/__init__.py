"""The bulletins (通报): a league table as an official paper, written from its data and signed off."""
