// SyncReplica
