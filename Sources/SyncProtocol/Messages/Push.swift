/// One sealed segment, exactly as it was stored.
public struct Push: Hashable, Sendable {
    public let segment: [UInt8]

    public init(segment: [UInt8]) {
        self.segment = segment
    }
}

/// The office's answers to pushed segments, on disk before they are sent.
public struct Verdicts: Hashable, Sendable {
    /// The number of the first set answered; the others follow without gaps.
    public let first: ChangeNumber
    /// One a set. May be empty when `problem` says why.
    public let verdicts: [Verdict]
    /// Why no further sets were judged.
    public let problem: PushProblem?
    /// Where the office stood when the last of these was decided.
    public let receipt: Mark

    public init(
        first: ChangeNumber, verdicts: [Verdict], problem: PushProblem? = nil, receipt: Mark
    ) {
        self.first = first
        self.verdicts = verdicts
        self.problem = problem
        self.receipt = receipt
    }
}

/// Why a segment was not judged.
public enum PushProblem: Hashable, Sendable {
    /// The device's next number is another one: send from there.
    case gap(expected: ChangeNumber)
    /// Another replica with this identity sent other sets under these numbers: ask for a new identity.
    case fork
}
