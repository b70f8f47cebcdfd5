"""The services of the house on one machine: what each is, how it is started and checked."""
