extension Pull {
    func write(to writer: inout ByteWriter) {
        writer.varint(after.rawValue)
        writer.byte((isResumed ? 1 : 0) | (isLive ? 2 : 0))
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let after = Sequence(try reader.varint("pull.after"))
        let flags = try reader.byte("pull.flags")
        self.init(after: after, isResumed: flags & 1 != 0, isLive: flags & 2 != 0)
    }
}

extension Checkpoint {
    func write(to writer: inout ByteWriter) throws(WireError) {
        guard digests.count <= Limits.scopesMax else {
            throw WireError(.limitExceeded, "checkpoint.digests")
        }
        writer.mark(mark)
        writer.count(digests.count)
        for item in digests {
            writer.scope(item.scope)
            writer.digest(item.digest)
        }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let mark = try reader.mark("checkpoint.mark")
        let count = try reader.countWithinBytes("checkpoint.digests", limit: Limits.scopesMax)
        var digests: [ScopeDigest] = []
        digests.reserveCapacity(count)
        for _ in 0..<count {
            let scope = try reader.scope("checkpoint.scope")
            digests.append(
                ScopeDigest(scope: scope, digest: try reader.digest("checkpoint.digest")))
        }
        self.init(mark: mark, digests: digests)
    }
}
