"""What is known of people: accounts, profiles, devices, defaults, advice and what they sent."""
