"""People who do not exist: coherent days for demonstrations, load and tests."""
