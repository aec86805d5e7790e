"""One thin module per harness; a harness is imported here and nowhere else."""
