extension Enrol {
    func write(to writer: inout ByteWriter) throws(WireError) {
        writer.versions(versions)
        writer.fixed64(deployment.rawValue)
        try writer.exactly(16, secret, "enrol.secret")
        try writer.exactly(32, signingKey, "enrol.signingKey")
        try writer.shortText(name, "enrol.name", limit: Limits.nameBytesMax)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            versions: try reader.versions("enrol.versions"),
            deployment: DeploymentID(try reader.fixed64("enrol.deployment")),
            secret: try reader.raw(16, "enrol.secret"),
            signingKey: try reader.raw(32, "enrol.signingKey"),
            name: try reader.text("enrol.name", limit: Limits.nameBytesMax))
    }
}

extension Enrolled {
    func write(to writer: inout ByteWriter) throws(WireError) {
        writer.fixed64(device.rawValue)
        writer.row(member)
        try writer.shortText(role, "enrolled.role", limit: Limits.nameBytesMax)
        try writer.shortText(memberName, "enrolled.memberName")
        writer.fixed64(UInt64(bitPattern: clock))
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(
            device: try reader.device("enrolled.device"),
            member: try reader.row("enrolled.member"),
            role: try reader.text("enrolled.role", limit: Limits.nameBytesMax),
            memberName: try reader.text("enrolled.memberName", limit: Limits.shortTextBytesMax),
            clock: try reader.milliseconds("enrolled.clock"))
    }
}

extension Reidentify {
    func write(to writer: inout ByteWriter) throws(WireError) {
        try writer.exactly(32, signingKey, "reidentify.signingKey")
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(signingKey: try reader.raw(32, "reidentify.signingKey"))
    }
}

extension Reidentified {
    func write(to writer: inout ByteWriter) {
        writer.fixed64(device.rawValue)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(device: try reader.device("reidentified.device"))
    }
}
