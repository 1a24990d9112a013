"""Look-alike entries, the PROFILEs and prototypes that hold what they have in common, and the proof that nothing changes."""
