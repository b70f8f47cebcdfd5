"""How good a ranking is: full catalogue, temporal where there are times, beside baselines."""
