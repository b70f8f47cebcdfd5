"""Days, series, workouts and goals' adherence: what a person did."""
