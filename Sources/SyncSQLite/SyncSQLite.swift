// SyncSQLite
