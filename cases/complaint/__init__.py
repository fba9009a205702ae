"""投诉举报: who complained, and what he was answered."""
