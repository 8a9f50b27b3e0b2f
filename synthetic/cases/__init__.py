"""What is prescribed to whom: drugs, situations, treatments, people."""
