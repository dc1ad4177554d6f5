/// The switch that is compiled into a planted tree, and nowhere else.
package enum MutantSwitch {
    /// The variable of the environment that names the one bug that is on; without it none is.
    package static let variable = "FELTBOG_MUTANT"
    /// How a planted program ends when it is asked for a bug that it does not have.
    package static let unknownExit: Int32 = 70

    static func source(names: [String]) -> String {
        """
        internal import Glibc

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

            package static func isOn(_ number: Int) -> Bool { number == active }

            package static func condition(_ first: Int, _ value: Bool) -> Bool {
                switch active &- first {
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
