"""What spans days: a person's history in, values of each day out; Spark only reads for it."""
