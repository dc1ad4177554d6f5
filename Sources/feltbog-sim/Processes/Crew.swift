internal import Foundation

/// What does one task in processes of its own.
protocol Worker: AnyObject {
    associatedtype Result

    /// - Returns: `nil` while there is something to do.
    func advance() throws -> Result?
    func stop()
}

/// Does tasks in processes, several at the same time.
struct Crew {
    let jobs: Int

    /// - Parameters:
    ///   - begin: sets a worker to a task.
    ///   - take: called with each result, in the order in which they come; answers tasks that it led to.
    func work<Task, W: Worker>(
        on tasks: [Task], begin: (Task) throws -> W, take: (W, W.Result) throws -> [Task]
    ) throws {
        var waiting = tasks[...]
        var running: [W] = []
        defer { for worker in running { worker.stop() } }
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < jobs, let task = waiting.popFirst() {
                running.append(try begin(task))
            }
            usleep(2_000)
            for (place, worker) in running.enumerated().reversed() {
                guard let result = try worker.advance() else { continue }
                running.remove(at: place)
                waiting += try take(worker, result)
            }
        }
    }
}
