import GreenForum
import SyncEngine
import SyncProtocol

/// The Green Forum's tables without its rules and roles: what is measured is the sync, and the workload
/// brings its own decisions.
struct OpenDomain: Domain {
    let schema = GreenForumDomain().schema
    let rules: [any Rule] = []
    let access: any AccessPolicy = Everything()

    struct Everything: AccessPolicy {
        func scopes(
            of actor: Actor, at now: Milliseconds, reading rows: any RowReader
        ) -> [Scope] { [.shared, .office, .allRows] }

        func refusal(
            of change: Change, before: SyncEngine.Row?, after: SyncEngine.Row?, by actor: Actor,
            at now: Milliseconds, reading rows: any RowReader
        ) -> Reason? { nil }
    }
}
