internal import SyncOffice
internal import SyncProtocol

/// The enrolled devices as people and scripts see them.
struct DeviceList {
    let devices: [OfficeDevice]

    /// One device as scripts see it; the keys are documented and stay.
    struct Fields: Encodable {
        let device: String
        let name: String
        let member: String
        let memberID: String
        let enrolled: String
        let lastContact: String
        let sequence: UInt64
        let revoked: String?
        let copiedFrom: String?

        init(_ device: OfficeDevice) {
            self.device = "\(device.id)"
            self.name = device.name
            self.member = device.memberName
            self.memberID = "\(device.member)"
            self.enrolled = Moment.utc(device.enrolledAt)
            self.lastContact = Moment.utc(device.lastContact)
            self.sequence = device.lastCursor.rawValue
            self.revoked = device.revokedAt.map(Moment.utc)
            self.copiedFrom = device.copiedFrom.map { "\($0)" }
        }
    }

    func show(asJSON: Bool) throws {
        if asJSON { return try Console.json(devices.map(Fields.init)) }
        guard !devices.isEmpty else { return Console.message(Sentence.noDevices()) }
        var table = TextTable([
            Heading.device(), Heading.name(), Heading.member(), Heading.lastContact(),
            Heading.note(),
        ])
        for device in devices {
            table.add([
                "\(device.id)", device.name, device.memberName, Moment.local(device.lastContact),
                note(device),
            ])
        }
        Console.result(table.rendered)
    }

    /// The device whose number begins so.
    ///
    /// - Throws: `Failure` when there is none or are several.
    func find(_ text: String) throws -> OfficeDevice {
        let digits = text.lowercased()
        let found = devices.filter { !digits.isEmpty && "\($0.id)".hasPrefix(digits) }
        guard let first = found.first else {
            throw Failure(.notFound, Sentence.deviceNotFound(text))
        }
        guard found.count == 1 else {
            let all = found.map { "\($0.id) \($0.name)" }.joined(separator: ", ")
            throw Failure(.usage, Sentence.deviceAmbiguous(text, all))
        }
        return first
    }

    private func note(_ device: OfficeDevice) -> String {
        var notes: [String] = []
        if let time = device.revokedAt { notes.append(Heading.revoked(Moment.local(time))) }
        if let origin = device.copiedFrom { notes.append(Heading.copied("\(origin)")) }
        return notes.joined(separator: ", ")
    }
}
