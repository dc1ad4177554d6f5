internal import SyncProtocol

/// What somebody on the wire wrote down, to say it again later.
struct Recording {
    let fingerprint: Hash256
    let hello: Hello
    let pushes: [Push]
}
