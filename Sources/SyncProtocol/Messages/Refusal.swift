/// Why the connection ends. Stable codes, listed in Protocol/errors.md; the reader's language supplies the sentence.
public struct Refusal: Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case unknownDevice = "unknown-device"
        case revokedDevice = "revoked-device"
        case inviteSpent = "invite-spent"
        case inviteUnknown = "invite-unknown"
        case inviteExpired = "invite-expired"
        case otherDeployment = "other-deployment"
        case versionUnsupported = "version-unsupported"
        case malformed = "malformed"
        case badSignature = "bad-signature"
        case limitExceeded = "limit-exceeded"
        case outOfOrder = "out-of-order"
        case busy = "busy"
        case officeFault = "office-fault"
        case shuttingDown = "shutting-down"
    }

    public let code: Code
    /// For logs and support. At most 200 bytes; never row contents.
    public let detail: String
    /// When trying again may help; 0 means not by itself.
    public let retryAfterSeconds: UInt32

    public init(_ code: Code, detail: String = "", retryAfterSeconds: UInt32 = 0) {
        self.code = code
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
    }
}
