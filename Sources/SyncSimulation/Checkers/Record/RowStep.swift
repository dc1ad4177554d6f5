internal import SyncEngine

/// What one commit of the office did to a row.
struct RowStep {
    let before: Row?
    let after: Row?
}
