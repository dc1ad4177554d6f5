/// Codes the symbols that one column's dictionary does not have yet.
final class SymbolModel {
    private let tags = TreeModel(depth: 4)
    private lazy var numbers = NumberModel(contexts: 2)
    private lazy var rows = RowIDModel()
    private lazy var isKnown = BitModels(count: 1)
    private lazy var distances = NumberModel()
    private var lastPlace = 0
    private var lastTime: Milliseconds

    init(time: Milliseconds) {
        lastTime = time
    }

    /// - Parameters:
    ///   - symbol: what to encode; anything when decoding.
    ///   - plan: the column's.
    ///   - along: the folded text to read along in.
    func code<C: BinaryCoder>(
        _ symbol: Symbol, plan: ColumnPlan, along: @autoclosure () -> [UInt8],
        frame: FrameModels, _ coder: inout C
    ) throws(WireError) -> Symbol {
        let tag = Symbol.Tag(rawValue: tags.code(C.decodes ? 0 : symbol.tag.rawValue, &coder))
        switch tag {
        case .difference:
            var number: Int64 = 0
            if case .difference(let value) = symbol { number = value }
            return .difference(numbers.code(signed: number, context: 1, &coder))
        case .null:
            return .value(.null)
        case .integer:
            return .value(.integer(numbers.code(signed: number(of: symbol), &coder)))
        case .real:
            var real = 0.0
            if case .value(.real(let value)) = symbol { real = value }
            let decoded = Double(bitPattern: coder.raw(real.bitPattern, 64))
            guard !decoded.isNaN else { throw WireError(.malformed, "value.real") }
            return .value(.real(decoded))
        case .text:
            return .value(
                .text(try codeText(symbol, plan: plan, along: along(), frame: frame, &coder)))
        case .digits:
            return .value(.text(try codeDigits(symbol, frame: frame, &coder)))
        case .rawText:
            let bytes = try codeBytes(textBytes(of: symbol), frame: frame, &coder)
            return .value(.text(try validated(bytes)))
        case .blob:
            var bytes: [UInt8] = []
            if case .value(.blob(let blob)) = symbol { bytes = blob }
            return .value(.blob(try codeBytes(bytes, frame: frame, &coder)))
        case .row:
            return .value(.row(try codeRow(symbol, frame: frame, &coder)))
        case nil:
            throw WireError(.malformed, "value.tag")
        }
    }

    private func number(of symbol: Symbol) -> Int64 {
        if case .value(.integer(let value)) = symbol { value } else { 0 }
    }

    private func textBytes(of symbol: Symbol) -> [UInt8] {
        if case .value(.text(let text)) = symbol { Array(text.utf8) } else { [] }
    }

    private func validated(_ bytes: [UInt8]) throws(WireError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw WireError(.malformed, "value.text")
        }
        return text
    }

    private func codeText<C: BinaryCoder>(
        _ symbol: Symbol, plan: ColumnPlan, along: [UInt8], frame: FrameModels,
        _ coder: inout C
    ) throws(WireError) -> String {
        let bytes = frame.text.code(
            textBytes(of: symbol), kind: plan.textKind, along: along,
            limit: Limits.valueBytesMax, &coder)
        guard let bytes else {
            throw WireError(coder.isOverrun ? .truncated : .limitExceeded, "value.text")
        }
        try frame.spend(bytes: bytes.count)
        return try validated(bytes)
    }

    private func codeDigits<C: BinaryCoder>(
        _ symbol: Symbol, frame: FrameModels, _ coder: inout C
    ) throws(WireError) -> String {
        var digits = textBytes(of: symbol)
        let hasPlus = digits.first == UInt8(ascii: "+")
        if hasPlus { digits.removeFirst() }
        var result: [UInt8] = []
        if frame.digitPlus.code(hasPlus ? 1 : 0, at: 0, &coder) == 1 {
            result.append(UInt8(ascii: "+"))
        }
        let count = frame.digitCounts.code(digits.count, &coder)
        try frame.spend(bytes: count)
        for index in 0..<count {
            let digit = index < digits.count ? Int(digits[index]) - 0x30 : 0
            let coded = frame.digits.code(digit, context: min(index, 4), &coder)
            guard coded < 10 else { throw WireError(.malformed, "value.digits") }
            result.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: coded))
        }
        return String(decoding: result, as: UTF8.self)
    }

    private func codeBytes<C: BinaryCoder>(
        _ bytes: [UInt8], frame: FrameModels, _ coder: inout C
    ) throws(WireError) -> [UInt8] {
        let count = frame.blobLengths.code(UInt64(bytes.count), &coder)
        guard count <= UInt64(Limits.valueBytesMax) else {
            throw WireError(.limitExceeded, "value.bytes")
        }
        try frame.spend(bytes: Int(count))
        var result: [UInt8] = []
        for index in 0..<Int(count) {
            guard !coder.isOverrun else { throw WireError(.truncated, "value.bytes") }
            let byte = index < bytes.count ? bytes[index] : 0
            result.append(UInt8(truncatingIfNeeded: coder.raw(UInt64(byte), 8)))
        }
        return result
    }

    private func codeRow<C: BinaryCoder>(
        _ symbol: Symbol, frame: FrameModels, _ coder: inout C
    ) throws(WireError) -> RowID {
        var id: RowID?
        if case .value(let value) = symbol { id = value.row }
        let place = id.flatMap { frame.ids.place(of: $0) }
        if isKnown.code(place == nil ? 0 : 1, at: 0, &coder) == 1 {
            let step = distances.code(signed: Int64((place ?? 0) - lastPlace), &coder)
            guard let found = Int(exactly: Int64(lastPlace) &+ step), found >= 0,
                found < frame.ids.known.count
            else { throw WireError(.malformed, "value.row") }
            lastPlace = found
            return frame.ids.known[found]
        }
        let coded = try rows.code(
            id ?? RowID(timestamp: .zero, device: .office), base: lastTime, isAscending: false,
            ids: frame.ids, &coder
        ).id
        lastTime = coded.timestamp.milliseconds
        frame.ids.remember(coded, decodes: C.decodes)
        return coded
    }
}
