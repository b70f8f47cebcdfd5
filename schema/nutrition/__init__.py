"""What food is to a body: energy, targets, and what somebody must not or will not eat."""
