extension Hello {
    func write(to writer: inout ByteWriter) throws(WireError) {
        writer.versions(versions)
        writer.fixed64(deployment.rawValue)
        writer.fixed64(device.rawValue)
        writer.varint(UInt64(schemaVersion))
        writer.mark(cursor)
        // A receipt equal to the cursor, as after every whole session, is one byte.
        writer.byte(receipt == cursor ? 1 : 0)
        if receipt != cursor { writer.mark(receipt) }
        writer.varint(nextNumber.rawValue)
        writer.byte(lastSegment == .zero ? 0 : 1)
        if lastSegment != .zero { writer.hash(lastSegment) }
        writer.fixed64(UInt64(bitPattern: clock))
        try writer.scopes(scopes)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let versions = try reader.versions("hello.versions")
        let deployment = DeploymentID(try reader.fixed64("hello.deployment"))
        let device = try reader.device("hello.device")
        let schemaVersion = try reader.schemaVersion("hello.schemaVersion")
        let cursor = try reader.mark("hello.cursor")
        let receipt = try reader.flag("hello.receipt") ? cursor : try reader.mark("hello.receipt")
        let nextNumber = ChangeNumber(try reader.varint("hello.nextNumber"))
        let lastSegment =
            try reader.flag("hello.lastSegment") ? try reader.hash("hello.lastSegment") : .zero
        let clock = try reader.milliseconds("hello.clock")
        self.init(
            versions: versions, deployment: deployment, device: device,
            schemaVersion: schemaVersion, cursor: cursor, receipt: receipt, nextNumber: nextNumber,
            lastSegment: lastSegment, scopes: try reader.scopes("hello.scopes"), clock: clock)
    }
}

extension Welcome {
    func write(to writer: inout ByteWriter) throws(WireError) {
        writer.byte(version)
        writer.varint(UInt64(schemaVersion))
        writer.fixed64(epoch.rawValue)
        writer.varint(sequence.rawValue)
        writer.varint(nextNumber.rawValue)
        writer.byte(marksConfirmed ? 1 : 0)
        writer.varint(backedUpThrough.rawValue)
        writer.fixed64(UInt64(bitPattern: clock))
        try writer.scopes(scopes)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            version: try reader.byte("welcome.version"),
            schemaVersion: try reader.schemaVersion("welcome.schemaVersion"),
            epoch: Epoch(try reader.fixed64("welcome.epoch")),
            sequence: Sequence(try reader.varint("welcome.sequence")),
            nextNumber: ChangeNumber(try reader.varint("welcome.nextNumber")),
            marksConfirmed: try reader.flag("welcome.marksConfirmed"),
            backedUpThrough: Sequence(try reader.varint("welcome.backedUpThrough")),
            clock: try reader.milliseconds("welcome.clock"),
            scopes: try reader.scopes("welcome.scopes"))
    }
}

extension ByteReader {
    mutating func schemaVersion(_ context: String) throws(WireError) -> UInt32 {
        guard let version = UInt32(exactly: try varint(context)) else {
            throw WireError(.malformed, context)
        }
        return version
    }
}
