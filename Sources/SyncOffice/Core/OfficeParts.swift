/// What an office is made of beside its store and its domain.
package struct OfficeParts {
    /// In what form the feed's batches leave the core.
    package enum BatchForm: Hashable, Sendable {
        /// Packed here, so that one which fits no frame is cut smaller.
        case frames
        /// As messages, where nobody packs them: in a simulated world without bytes.
        case messages
    }

    package var mark: any MarkKeeper
    package var segments: any SegmentReading
    package var batchForm: BatchForm

    package init(
        mark: any MarkKeeper, segments: any SegmentReading = SignedSegments(),
        batchForm: BatchForm = .frames
    ) {
        self.mark = mark
        self.segments = segments
        self.batchForm = batchForm
    }
}
