// SyncOffice
