"""The stages of the pipeline; none imports another."""
