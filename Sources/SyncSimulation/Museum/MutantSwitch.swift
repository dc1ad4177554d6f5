/// The switch that is compiled into a planted tree, and nowhere else.
package enum MutantSwitch {
    /// The variable of the environment that names the one bug that is on; without it none is.
    package static let variable = "FELTBOG_MUTANT"
    /// How a planted program ends when it is asked for a bug that it does not have.
    package static let unknownExit: Int32 = 70

    /// The variable that names a file; the program writes a byte for each bug there, in the order of their names:
    /// 1 when the run came to a place where the bug, were it on, would have made a difference.
    package static let scout = "FELTBOG_SCOUT"

    private static let access = "internal"

    static func source(names: [String]) -> String {
        """
        \(access) import Glibc

        package enum Mutant {
            private static let names: [String] = [
        \(names.map { "        \"\($0)\"," }.joined(separator: "\n"))
            ]

            private static let active: Int = {
                guard let text = getenv("\(variable)") else { return -1_000 }
                guard let number = names.firstIndex(of: String(cString: text)) else {
                    exit(\(unknownExit))
                }
                return number
            }()

            private nonisolated(unsafe) static let differs: UnsafeMutablePointer<UInt8>? = {
                guard getenv("\(scout)") != nil else { return nil }
                atexit {
                    guard let differs = Mutant.differs, let path = getenv("\(scout)"),
                        let file = fopen(path, "w")
                    else { return }
                    fwrite(differs, 1, Mutant.names.count, file)
                    fclose(file)
                }
                let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: names.count)
                bytes.initialize(repeating: 0, count: names.count)
                return bytes
            }()

            package static func isOn(_ number: Int) -> Bool { number == active }

            package static func drops(_ number: Int) -> Bool {
                if let differs { differs[number] = 1 }
                return number == active
            }

            package static func flips(_ number: Int, _ areEqual: @autoclosure () -> Bool) -> Bool {
                if let differs, areEqual() { differs[number] = 1 }
                return number == active
            }

            package static func condition(_ first: Int, _ value: Bool) -> Bool {
                if let differs {
                    differs[first] = 1
                    differs[first + (value ? 2 : 1)] = 1
                }
                return switch active &- first {
                case 0: !value
                case 1: true
                case 2: false
                default: value
                }
            }
        }

        """
    }
}
