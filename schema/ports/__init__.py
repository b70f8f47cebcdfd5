"""What the rooms need from outside, promised here and kept by adapters in `infra`."""
