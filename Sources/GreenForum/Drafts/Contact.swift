/// E-mail addresses and phone numbers as people write them.
public enum Contact {
    /// An address that could be one: something before one @, a dotted name after it.
    ///
    /// - Returns: the address without space around it; `nil` when it cannot be one.
    public static func email(_ text: String) -> String? {
        let address = CleanText.line(text)
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, address.utf8.count <= 254 else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }) else { return nil }
        let isPlain = address.allSatisfy { !$0.isWhitespace && !"<>()[],;:\\\"".contains($0) }
        return isPlain ? address : nil
    }

    /// A number as it is kept: Danish ones `+45 20 30 40 50`, others `+` and their digits.
    ///
    /// - Returns: `nil` when it cannot be one.
    public static func phone(_ text: String) -> String? {
        let line = CleanText.line(text)
        var digits = ""
        for (index, character) in line.enumerated() {
            if character == "+", index == 0 { continue }
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else if !" -./()\u{A0}".contains(character) {
                return nil
            }
        }
        if line.hasPrefix("+") {
            return international(digits)
        }
        if digits.hasPrefix("00") { return international(String(digits.dropFirst(2))) }
        return digits.utf8.count == 8 ? danish(digits) : nil
    }

    /// What tells one person's e-mail or phone from another's: small letters, bare digits.
    public static func key(email: String?, phone: String?) -> String? {
        if let email = email.flatMap(Contact.email) { return email.lowercased() }
        return phone.flatMap(Contact.phone).map { $0.filter(\.isNumber) }
    }

    /// All that tells a person's e-mail and phone from another's, e.g. `mail:bo@eksempel.dk`, `phone:4520304050`. Quick
    /// for what is kept in the form of `email` and `phone`.
    static func keys(email: String?, phone: String?) -> [String] {
        let isPlain = email?.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ?? false
        let mail = (isPlain ? email : email.flatMap(Contact.email))?.lowercased()
        let digits = phone.flatMap { $0.utf8.first == 0x2B ? $0 : Contact.phone($0) }
            .map { String(decoding: $0.utf8.filter { 0x30...0x39 ~= $0 }, as: UTF8.self) }
        return [mail.map { "mail:" + $0 }, digits.map { "phone:" + $0 }].compactMap { $0 }
    }

    private static func international(_ digits: String) -> String? {
        guard (8...15).contains(digits.utf8.count), !digits.hasPrefix("0") else { return nil }
        if digits.hasPrefix("45") {
            return digits.utf8.count == 10 ? danish(String(digits.dropFirst(2))) : nil
        }
        return "+" + digits
    }

    private static func danish(_ digits: String) -> String? {
        guard !digits.hasPrefix("0"), !digits.hasPrefix("1") else { return nil }
        var groups: [Substring] = []
        var rest = digits[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(2))
            rest = rest.dropFirst(2)
        }
        return "+45 " + groups.joined(separator: " ")
    }
}
