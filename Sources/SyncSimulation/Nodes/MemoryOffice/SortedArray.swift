/// Elements in order, each once: found by halving, moved aside for new ones.
struct SortedArray<Element: Comparable> {
    private(set) var elements: [Element] = []

    var isEmpty: Bool { elements.isEmpty }

    /// - Returns: whether it was not there before.
    @discardableResult
    mutating func insert(_ element: Element) -> Bool {
        // Most come last.
        guard let last = elements.last, !(last < element) else {
            elements.append(element)
            return true
        }
        let index = start(of: element)
        guard elements[index] != element else { return false }
        elements.insert(element, at: index)
        return true
    }

    /// - Returns: whether it was there.
    @discardableResult
    mutating func remove(_ element: Element) -> Bool {
        let index = start(of: element)
        guard index < elements.count, elements[index] == element else { return false }
        elements.remove(at: index)
        return true
    }

    /// The index of the first element that is not before this one.
    func start(of element: Element) -> Int { firstIndex { !($0 < element) } }

    /// The index of the first element of which this holds.
    ///
    /// - Parameter isReached: once true, true for all that follow.
    func firstIndex(where isReached: (Element) -> Bool) -> Int {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = (low + high) / 2
            if isReached(elements[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
