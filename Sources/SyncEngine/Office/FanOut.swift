package import SyncProtocol

/// Which live sessions a commit concerns.
package struct FanOut: Sendable {
    private var held: [Int: [Scope]] = [:]

    package init() {}

    /// A session lives and holds these scopes.
    package mutating func hold(_ scopes: [Scope], by session: Int) {
        held[session] = scopes
    }

    package mutating func forget(_ session: Int) {
        held[session] = nil
    }

    /// Every live session, in the order they came.
    package var sessions: [Int] { held.keys.sorted() }

    /// The sessions to look at after a commit that touched rows of these scopes. A commit to the office's
    /// own tables may change what anybody holds, so it concerns all.
    ///
    /// - Complexity: O(sessions × touched scopes), and the scopes held once a session.
    package func sessions(touchedBy scopes: Set<Scope>) -> [Int] {
        if scopes.contains(.office) { return sessions }
        return held.filter { _, holds in
            holds.contains { scope in
                scopes.contains(scope)
                    || (scope == .allRows && scopes.contains { scope.covers($0) })
            }
        }.keys.sorted()
    }
}
