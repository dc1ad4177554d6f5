// SyncSimulation
