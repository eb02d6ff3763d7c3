"""The commands, one module each: ``register`` describes it to the parser, ``run`` does it and returns the exit status.

A command imports what is slow to load (the language pipeline, the web framework) when it runs, so that ``--help`` and the quick
commands stay quick.
"""
