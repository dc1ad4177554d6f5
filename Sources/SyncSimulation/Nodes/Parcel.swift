package import SyncProtocol

/// What travels in a simulated world: a frame where bytes matter, else the message itself, which costs
/// no coding.
package enum Parcel: Hashable, Sendable {
    case frame(Frame)
    case message(Message)

    /// - Throws: `WireError` when a frame is no message.
    package func message(_ schema: Schema) throws(WireError) -> Message {
        switch self {
        case .frame(let frame): try Message(frame: frame, schema: schema)
        case .message(let message): message
        }
    }

    /// - Throws: `WireError` when a message is beyond a limit.
    package func frame(_ schema: Schema) throws(WireError) -> Frame {
        switch self {
        case .frame(let frame): frame
        case .message(let message): try message.frame(schema: schema)
        }
    }
}
