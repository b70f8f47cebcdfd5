"""Who a person is, what they want, and what stands in for what they have not said."""
