import Foundation

/// Another wall clock for programs that know nothing of it: a small library, put before the system's own,
/// that reads from a file how far the clock is off. Timers are not touched: they do not follow the wall.
final class ClockShim: Sendable {
    private let setting: String
    private let library: String

    init(_ folder: Folder, _ name: String = "clock") throws {
        setting = folder.file(name + ".setting")
        library = folder.file("clock.so")
        if !FileManager.default.fileExists(atPath: library) {
            let source = folder.file("clock.c")
            try Data(Self.source.utf8).write(to: URL(fileURLWithPath: source))
            let compiler = try Child(
                "/usr/bin/env", ["cc", "-shared", "-fPIC", "-O1", "-o", library, source],
                in: folder)
            guard try compiler.wait() == 0 else { throw HarnessError(compiler.errors) }
        }
        try shift(seconds: 0)
    }

    /// What a program is told so that it lives by this clock.
    var environment: [String: String] {
        ["LD_PRELOAD": library, "SHIMMED_CLOCK": setting]
    }

    /// The clock goes, but is off.
    func shift(seconds: Int64) throws {
        try Data("shift \(seconds * 1_000)\n".utf8).write(to: URL(fileURLWithPath: setting))
    }

    /// The clock stands still.
    func freeze(atMilliseconds time: Int64) throws {
        try Data("stand \(time)\n".utf8).write(to: URL(fileURLWithPath: setting))
    }

    private static let source = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static long long wall(void) {
            struct timespec now;
            syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
            long long time = now.tv_sec * 1000000000LL + now.tv_nsec;
            const char *path = getenv("SHIMMED_CLOCK");
            int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
            if (file < 0) return time;
            char text[64] = {0};
            ssize_t count = read(file, text, sizeof text - 1);
            close(file);
            if (count < 7) return time;
            long long value = atoll(text + 6) * 1000000LL;
            return strncmp(text, "stand", 5) == 0 ? value : time + value;
        }

        int clock_gettime(clockid_t clock, struct timespec *result) {
            if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)
                return (int)syscall(SYS_clock_gettime, clock, result);
            long long time = wall();
            result->tv_sec = time / 1000000000LL;
            result->tv_nsec = time % 1000000000LL;
            return 0;
        }

        int gettimeofday(struct timeval *restrict result, void *restrict zone) {
            long long time = wall();
            if (result) {
                result->tv_sec = time / 1000000000LL;
                result->tv_usec = time % 1000000000LL / 1000;
            }
            return 0;
        }

        time_t time(time_t *result) {
            time_t seconds = wall() / 1000000000LL;
            if (result) *result = seconds;
            return seconds;
        }
        """
}
