import FieldDay
import Foundation
import GRDB
import SyncProtocol
import SyncReplica

extension Bench {
    /// The same rows into the same tables and indexes in one transaction, through the same statements as a
    /// program would use, without anything of ours.
    ///
    /// - Returns: milliseconds.
    static func rawInserts(_ workload: FieldDayWorkload, at path: String) throws -> Double {
        let queue = try plainTables(at: path)
        let start = ContinuousClock.now
        try queue.write { db in
            for row in workload.rows { try Writing.insert(row.row, row.cells, into: row.table, db) }
        }
        return (ContinuousClock.now - start).milliseconds
    }

    /// What it costs to have a program's own inserts captured: 20 transactions of 1,000 sign-ups, each beside
    /// the same on plain tables.
    static func capture(
        in folder: String, _ workload: FieldDayWorkload, _ figures: inout Figures
    ) throws {
        let replica = try Replica.create(
            at: folder + "/capture.db", domain: OpenDomain(), clock: { 1_790_000_000_000 },
            random: { UInt64.random(in: .min ... .max) })
        let plain = try plainTables(at: folder + "/plain.db")
        let rows = workload.rows.filter { $0.table == FieldDaySchema.signup }
        var (captured, raw) = (Duration.zero, Duration.zero)
        for start in stride(from: 0, to: rows.count, by: 1_000) {
            let part = rows[start..<min(start + 1_000, rows.count)]
            func insert(_ db: Database) throws {
                for row in part { try Writing.insert(row.row, row.cells, into: row.table, db) }
            }
            let before = ContinuousClock.now
            try replica.write(insert)
            let between = ContinuousClock.now
            try plain.write(insert)
            captured += between - before
            raw += ContinuousClock.now - between
        }
        figures.add(
            "capture.rows_per_s", Double(rows.count) / captured.milliseconds * 1_000, "rows/s")
        figures.add("capture.ratio_to_raw", captured.milliseconds / raw.milliseconds, "times")
    }

    /// `feltbog status` on the replica of the day: median of 20 whole processes.
    static func status(_ replica: String, _ figures: inout Figures) throws {
        let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let program = folder.appending(path: "feltbog")
        var times: [Double] = []
        for _ in 0..<20 {
            let process = Process()
            process.executableURL = program
            process.arguments = ["status", "--replica", replica]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            let start = ContinuousClock.now
            try process.run()
            process.waitUntilExit()
            times.append((ContinuousClock.now - start).milliseconds)
            guard process.terminationStatus == 0 else {
                throw Unexpected("feltbog status ended with \(process.terminationStatus)")
            }
        }
        figures.add("status.ms", times.sorted()[times.count / 2], "ms")
    }

    /// The schema's tables and indexes without triggers, with the settings of a replica.
    private static func plainTables(at path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase {
            try $0.execute(sql: "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
            for table in Writing.schema.tables {
                let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
                try db.execute(
                    sql: "CREATE TABLE \"\(table.name)\" (id BLOB PRIMARY KEY NOT NULL, \(columns))"
                )
                for column in table.columns {
                    guard case .row = column.type else { continue }
                    try db.execute(
                        sql: """
                            CREATE INDEX "\(table.name)__\(column.name)"
                            ON "\(table.name)" ("\(column.name)")
                            """)
                }
            }
        }
        return queue
    }
}
