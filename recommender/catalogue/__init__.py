"""What the house can recommend: workouts, meals, and the foods that meals are made of."""
