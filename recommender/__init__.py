"""Advice that learns from everybody: workouts and meals that fit a person, with true reasons."""
