"""Libraries that have no types, or unclear ones: what we use of each, with types. One module a library.

These modules are checked by pyright's basic rules, so that all others of the package can be checked by its strict ones.
"""
