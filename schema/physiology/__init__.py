"""What is known of the body: one family of formulae a file, with units and sources."""
