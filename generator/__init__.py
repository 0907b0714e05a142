"""Briefbook: static briefing sites in which every sentence is tied to the passage it rests on."""

__version__ = "0.1.0"
