/// Watches one promise over a whole world.
package protocol Checker: AnyObject {
    /// The promise's name, e.g. `durability`: what a violation is called and what a museum piece is killed by.
    var name: String { get }
    /// Something happened. Cheap: called for every message.
    func saw(_ event: WorldEvent, in world: any WorldView) throws
    /// A step is over. Called after every step in memory, now and then on disks.
    func check(_ world: any WorldView) throws
    /// Everything that could be said was said, on sound lines.
    func checkAtRest(_ world: any WorldView) throws
}

extension Checker {
    package func saw(_ event: WorldEvent, in world: any WorldView) throws {}
    package func check(_ world: any WorldView) throws {}
    package func checkAtRest(_ world: any WorldView) throws {}
}
