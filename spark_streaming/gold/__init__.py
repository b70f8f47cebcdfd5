"""Gold, grain on grain: minutes from silver, days from minutes, one metric family a file."""
