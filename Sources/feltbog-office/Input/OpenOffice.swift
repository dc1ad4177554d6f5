internal import Foundation
internal import GreenForum
internal import SyncOffice

extension DataFolder {
    /// The office of this folder, with this machine's clock and randomness.
    ///
    /// - Throws: `StoreError` `missing` when there is none.
    func openOffice() throws -> Office {
        try Office.open(
            in: path, domain: GreenForumDomain(), clock: Moment.now, random: Self.random)
    }

    /// A new office in this folder.
    func createOffice(name: String) throws -> Office {
        try Office.create(
            in: path, domain: GreenForumDomain(), name: name, clock: Moment.now,
            random: Self.random)
    }

    @Sendable private static func random() -> UInt64 {
        UInt64.random(in: .min ... .max)
    }
}
