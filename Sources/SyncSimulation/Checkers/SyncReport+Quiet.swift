internal import SyncReplica

extension SyncReport {
    /// A sync when all agree: it moves less than a kilobyte, and no row.
    var isQuiet: Bool {
        rowsReceived == 0 && repaired == 0 && setsSent == 0 && bytesSent + bytesReceived < 1_024
    }

    var inShort: String {
        "\(bytesSent + bytesReceived) bytes, \(rowsReceived) rows, \(setsSent) sets"
    }
}
