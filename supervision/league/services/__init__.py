"""What changes the league tables: computing, publishing, correcting, warning, answering."""
