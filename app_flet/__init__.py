"""PulsePlate's own app: one code base for the browser and the desktop window.

It knows the house only through its GraphQL API, like any other client.
"""
