internal import SyncEngine
internal import SyncProtocol

/// The histories that the office has lived through, as far as a basis in one of them is true in another.
struct ModelEpochs {
    struct Line: Hashable {
        let epoch: Epoch
        /// The first sequence that belongs to it.
        let start: Sequence
        /// Up to here the history before it is what everybody saw.
        let agreed: Sequence
    }

    /// Oldest first.
    var lines: [Line]

    func epoch(at sequence: Sequence) -> Epoch {
        lines.last { $0.start <= sequence }?.epoch ?? lines.first?.epoch ?? .unknown
    }

    /// What an author with this basis has seen of the history that is now the office's.
    ///
    /// - Parameter agreed: what the marks of its session prove, and what it was sent since.
    func seen(_ basis: Basis, agreed: Sequence) -> Sequence {
        var seen = min(basis.sequence, agreed)
        let place = lines.firstIndex { $0.epoch == basis.epoch }
        if place == nil, lines.count < 2 { return .zero }
        for line in lines[((place ?? 0) + 1)...] { seen = min(seen, line.agreed) }
        return seen
    }
}
