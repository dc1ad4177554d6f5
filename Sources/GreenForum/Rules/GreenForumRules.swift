public import SyncEngine

/// The rules that span rows, in the order in which they decide.
public enum GreenForumRules {
    public static let all: [any Rule] = []
}
