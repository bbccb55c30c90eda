"""The words of the interface: one file per language, data only. `interface.py` chooses among them."""
