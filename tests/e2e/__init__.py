"""Tests of built sites, in a real browser and with outside checkers."""
