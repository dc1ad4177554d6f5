package import SyncProtocol

/// Who last wrote a cell, and when.
package struct CellClock: Hashable, Sendable {
    /// The office's commit that carried the value.
    package let sequence: Sequence
    package let device: DeviceID
    /// The effective time of the write.
    package let at: Milliseconds

    package init(sequence: Sequence, device: DeviceID, at: Milliseconds) {
        self.sequence = sequence
        self.device = device
        self.at = at
    }
}

/// The clocks of one row's cells, in as few bytes as its history allows: a row that was written once
/// needs one clock for all its columns.
///
/// A column without a clock was never written: it holds its default.
package struct CellClocks: Hashable, Sendable {
    private struct Entry: Hashable {
        var column: ColumnID
        var clock: CellClock
    }

    /// Sorted by column.
    private var entries: [Entry] = []

    package init() {}

    package subscript(column: ColumnID) -> CellClock? {
        get { entries.first { $0.column == column }?.clock }
        set {
            let index = entries.firstIndex { $0.column >= column } ?? entries.count
            let isThere = index < entries.count && entries[index].column == column
            switch (newValue, isThere) {
            case (let clock?, true): entries[index].clock = clock
            case (let clock?, false): entries.insert(Entry(column: column, clock: clock), at: index)
            case (nil, true): entries.remove(at: index)
            case (nil, false): break
            }
        }
    }

    /// Columns written after a sequence, sorted.
    package func columns(after sequence: Sequence) -> [ColumnID] {
        entries.filter { $0.clock.sequence > sequence }.map(\.column)
    }

    /// The newest write after a sequence by any other device than these.
    package func newestWrite(after sequence: Sequence, notBy device: DeviceID) -> CellClock? {
        entries.map(\.clock)
            .filter { $0.sequence > sequence && $0.device != device }
            .max { ($0.sequence, $0.device) < ($1.sequence, $1.device) }
    }
}

// MARK: Bytes

extension CellClocks {
    /// The count of clocks; for each: sequence, device, time (zigzag), count of columns, columns. All varints.
    package var bytes: [UInt8] {
        var clocks: [CellClock] = []
        var columns: [CellClock: [ColumnID]] = [:]
        for entry in entries {
            if columns[entry.clock] == nil { clocks.append(entry.clock) }
            columns[entry.clock, default: []].append(entry.column)
        }
        var bytes: [UInt8] = []
        append(UInt64(clocks.count), to: &bytes)
        for clock in clocks {
            append(clock.sequence.rawValue, to: &bytes)
            append(clock.device.rawValue, to: &bytes)
            append(UInt64(bitPattern: clock.at << 1 ^ clock.at >> 63), to: &bytes)
            let written = columns[clock] ?? []
            append(UInt64(written.count), to: &bytes)
            for column in written { append(UInt64(column.rawValue), to: &bytes) }
        }
        return bytes
    }

    /// - Returns: `nil` when these are no clocks.
    package init?(bytes: [UInt8]) {
        var rest = bytes[...]
        guard let count = read(&rest), count <= UInt64(bytes.count) else { return nil }
        for _ in 0..<count {
            guard let sequence = read(&rest), let device = read(&rest).flatMap(DeviceID.init),
                let at = read(&rest), let columns = read(&rest), columns <= UInt64(bytes.count)
            else { return nil }
            let clock = CellClock(
                sequence: Sequence(sequence), device: device,
                at: Int64(bitPattern: at >> 1) ^ -Int64(bitPattern: at & 1))
            for _ in 0..<columns {
                guard let column = read(&rest).flatMap({ UInt16(exactly: $0) }) else { return nil }
                self[ColumnID(column)] = clock
            }
        }
        guard rest.isEmpty else { return nil }
    }
}

private func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
}

private func read(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
        guard let byte = bytes.popFirst() else { return nil }
        if shift == 63 && byte > 1 { return nil }
        result |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return result }
    }
    return nil
}
