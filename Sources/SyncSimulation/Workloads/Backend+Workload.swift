extension Backend {
    /// What people do in worlds of this kind when nothing else is asked for.
    package var workload: any Workload {
        switch self {
        case .memory: PlainWorkload()
        case .disk: ForumWorkload()
        }
    }
}
