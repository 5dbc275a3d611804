"""compare: many Articles -> Stories, origins and checks. Copies, same story, corroborates, denies, repeats."""
