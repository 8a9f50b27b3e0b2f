"""How a treatment is put into French words."""
