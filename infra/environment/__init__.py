"""The environment the house runs in, and what this machine needs for it.

Everything here uses the standard library alone: it runs before anything is installed.
"""
