"""A site of extremes: what is longest, most, least and most hostile, for the tests that look at finished pages.

`content/` is written by hand; `writing` adds what nobody would write by hand. Everything in it is invented.
"""
