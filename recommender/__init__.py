"""Advice that learns from everybody: workouts and meals that fit, for reasons that are true."""
