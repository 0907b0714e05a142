"""The tests of Briefbook."""
