/// Every promise that is watched in every world, fresh for one world.
package func allCheckers() -> [any Checker] { Invariants.checkers() }
