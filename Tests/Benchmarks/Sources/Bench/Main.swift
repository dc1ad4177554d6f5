import FieldDay
import Foundation
import GRDB
import SyncProtocol
import SyncReplica

/// The field-day workload through a real replica and office. Prints one line a figure and writes them all
/// as JSON to the path that is given.
@main
struct Bench {
    static func main() async throws {
        let output = CommandLine.arguments.dropFirst().first ?? "bench.json"
        let folder = NSTemporaryDirectory() + "feltbog-bench-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var figures = Figures()
        let workload = FieldDayWorkload()
        let stage = try Stage(in: folder)
        try await fill(stage, workload)
        let replica = try await firstSync(stage, workload, &figures)
        try await noChange(stage, replica, &figures)
        try await day(stage, replica, workload, &figures)
        try capture(in: folder, workload, &figures)
        try status(folder + "/field.db", &figures)
        try figures.write(to: output)
    }

    /// One device hands the half year's rows to the office.
    private static func fill(_ stage: Stage, _ workload: FieldDayWorkload) async throws {
        let importer = try await stage.join("importer")
        stage.setTime(FieldDayWorkload.begin + 183 * FieldDayWorkload.dayMilliseconds)
        var rest = workload.rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(1_000)
            rest = rest.dropFirst(1_000)
            try importer.write { db in
                for row in part { try Writing.insert(row.row, row.cells, into: row.table, db) }
            }
        }
        let (_, report) = try await stage.sync(importer, as: "importer")
        guard report.returned == 0, report.scopesDiffering == 0 else {
            throw Unexpected("the office returned \(report.returned) sets of the workload")
        }
    }

    private static func firstSync(
        _ stage: Stage, _ workload: FieldDayWorkload, _ figures: inout Figures
    ) async throws -> Replica {
        let replica = try await stage.join("field")
        let (count, report) = try await stage.sync(replica, as: "field")
        guard report.rowsReceived >= workload.rows.count, report.scopesDiffering == 0 else {
            throw Unexpected("\(report.rowsReceived) of \(workload.rows.count) rows came")
        }
        let rows = Double(report.rowsReceived)
        let apply = count.workTime.milliseconds
        let raw = try rawInserts(workload, at: stage.folder + "/raw.db")
        figures.add("fieldday.first.bytes", Double(count.bytesSent + count.bytesReceived), "bytes")
        figures.add("fieldday.first.rows", rows, "rows")
        figures.add("fieldday.first.ms", apply, "ms")
        figures.add("apply.rows_per_s", rows / apply * 1_000, "rows/s")
        figures.add("apply.ratio_to_raw", apply / raw, "times")
        figures.add("raw.rows_per_s", Double(workload.rows.count) / raw * 1_000, "rows/s")
        return replica
    }

    private static func noChange(
        _ stage: Stage, _ replica: Replica, _ figures: inout Figures
    ) async throws {
        _ = try await stage.sync(replica, as: "field")
        let start = ContinuousClock.now
        let (count, _) = try await stage.sync(replica, as: "field")
        let elapsed = ContinuousClock.now - start
        figures.add("nochange.bytes", Double(count.bytesSent + count.bytesReceived), "bytes")
        figures.add("nochange.roundtrips", Double(count.roundTrips), "round trips")
        figures.add("nochange.ms", elapsed.milliseconds, "ms")
    }

    /// 382 transactions on one day, then one sync.
    private static func day(
        _ stage: Stage, _ replica: Replica, _ workload: FieldDayWorkload, _ figures: inout Figures
    ) async throws {
        var names: [RowID: RowID] = [:]
        for set in workload.day {
            stage.setTime(set.timestamp.milliseconds)
            try replica.write { db in
                for change in set.changes {
                    let row: RowID
                    if change.kind == .insert {
                        row = try replica.makeRowID(db)
                        names[change.row] = row
                        try Writing.insert(row, change.cells, into: change.table, db)
                    } else {
                        row = names[change.row] ?? change.row
                        try Writing.update(row, change.cells, in: change.table, db)
                    }
                }
            }
        }
        let (count, report) = try await stage.sync(replica, as: "field")
        guard report.setsSent == 382, report.admitted == 382, report.scopesDiffering == 0 else {
            throw Unexpected("\(report.admitted) of \(report.setsSent) sets of the day admitted")
        }
        figures.add("fieldday.day.bytes", Double(count.bytesSent), "bytes")
        figures.add("fieldday.day.push.bytes", Double(count.largestFrameSent), "bytes")
        figures.add("fieldday.day.down.bytes", Double(count.bytesReceived), "bytes")
        figures.add("fieldday.day.sync.ms", count.workTime.milliseconds, "ms")
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
