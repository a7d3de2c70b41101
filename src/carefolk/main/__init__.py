"""Settings, addresses and wiring: knows everyone, known by none."""
