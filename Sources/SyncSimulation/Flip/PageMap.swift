/// Which table or index each page of a database file belongs to, as far as its trees tell. Pages that are
/// free or hold the rest of a long row belong to none.
///
/// Source: the SQLite database file format, sections 1.3 and 1.6.
struct PageMap {
    private let bytes: [UInt8]
    private let pageSize: Int
    private var names: [Int: String] = [:]

    private static let headerByteCount = 100
    private static let interiorKinds: Set<UInt8> = [2, 5]

    /// - Parameter roots: each table's and index's name and the number of its first page.
    init(_ bytes: [UInt8], roots: [(name: String, page: Int)]) {
        self.bytes = bytes
        let size = bytes.count > 18 ? Int(bytes[16]) << 8 | Int(bytes[17]) : 0
        self.pageSize = size == 1 ? 65_536 : max(size, 512)
        for root in [(name: "sqlite_schema", page: 1)] + roots {
            var waiting = [root.page]
            while let page = waiting.popLast() {
                guard names[page] == nil, start(of: page) != nil else { continue }
                names[page] = root.name
                waiting += children(of: page)
            }
        }
    }

    func place(of offset: Int) -> String {
        if offset < Self.headerByteCount { return "file header" }
        return names[offset / pageSize + 1] ?? "overflow or free page"
    }

    private func start(of page: Int) -> Int? {
        let start = (page - 1) * pageSize
        return page > 0 && start + pageSize <= bytes.count ? start : nil
    }

    private func children(of page: Int) -> [Int] {
        guard let start = start(of: page) else { return [] }
        let header = start + (page == 1 ? Self.headerByteCount : 0)
        guard Self.interiorKinds.contains(bytes[header]) else { return [] }
        var found = [number(at: header + 8, byteCount: 4)]
        for cell in 0..<number(at: header + 3, byteCount: 2) {
            let pointer = header + 12 + 2 * cell
            guard pointer + 2 <= start + pageSize else { break }
            found.append(number(at: start + number(at: pointer, byteCount: 2), byteCount: 4))
        }
        return found
    }

    /// 0 beyond the end.
    private func number(at place: Int, byteCount: Int) -> Int {
        guard place + byteCount <= bytes.count else { return 0 }
        return bytes[place..<place + byteCount].reduce(0) { $0 << 8 | Int($1) }
    }
}
