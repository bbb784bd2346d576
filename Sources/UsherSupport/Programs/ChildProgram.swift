import CLinux
import Foundation

/// Another program that is run to its end, with what it reads given beforehand: bounded in time and in what it writes.
package struct ChildProgram: Sendable {
    /// The program's absolute path.
    package var path: String
    package var arguments: [String]
    /// The whole environment of the program: nothing is inherited.
    package var environment: [String: String]
    /// The program's standard input.
    package var input: [UInt8]
    package var seconds: Int
    /// How many octets of standard output and error together are kept; what comes beyond is read and forgotten.
    package var mostOutput: Int

    package init(
        _ path: String, _ arguments: [String] = [], environment: [String: String] = ["PATH": "/usr/bin:/bin"],
        input: [UInt8] = [], seconds: Int = 30, mostOutput: Int = 64_000
    ) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.seconds = seconds
        self.mostOutput = mostOutput
    }

    package enum End: Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
        /// The program took too long, and was killed with all that it had started in its process group.
        case tookTooLong
    }

    package struct Result: Hashable, Sendable {
        package var end: End
        /// Standard output and error together, as they came.
        package var output: [UInt8]
    }

    /// Why the program could not be started.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Runs the program and blocks until it has ended; for a thread that may wait.
    package func run() throws(Fault) -> Result {
        let inbox = memfd_create("input", USHER_MEMFD_CLOSE_ON_EXEC)
        guard inbox >= 0 else { throw fault(errno) }
        defer { close(inbox) }
        guard Descriptor.write(input, to: inbox), lseek(inbox, 0, SEEK_SET) == 0 else { throw fault(errno) }
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw fault(errno) }
        defer { close(ends[0]) }
        // This end alone: the program's own may wait.
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        let pid: pid_t
        do {
            defer { close(ends[1]) }
            pid = try start(input: inbox, output: ends[1])
        }
        return watch(pid, ends[0])
    }

    private func fault(_ code: Int32) -> Fault { Fault(description: "\(path): \(String(cString: strerror(code)))") }

    /// Starts the program in a process group of its own, with no signal blocked or ignored and no descriptor but these.
    private func start(input: Int32, output: Int32) throws(Fault) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, path, &actions, &attributes, &words, &variables)
        guard code == 0 else { throw fault(code) }
        return pid
    }

    private func watch(_ pid: pid_t, _ output: Int32) -> Result {
        let deadline = ContinuousClock.now + .seconds(max(1, seconds))
        var heard: [UInt8] = []
        var (isOpen, status) = (true, Int32(0))
        while true {
            // What it has written is taken before it is asked whether it has ended, and once more then.
            var look = pollfd(fd: isOpen ? output : -1, events: Int16(POLLIN), revents: 0)
            poll(&look, 1, 50)
            isOpen = isOpen && drain(output, into: &heard)
            if waitpid(pid, &status, WNOHANG) == pid {
                if isOpen { _ = drain(output, into: &heard) }
                return Result(end: Self.end(status), output: heard)
            }
            guard ContinuousClock.now >= deadline else { continue }
            kill(-pid, SIGKILL)
            // One that the kernel does not let go of is left to it.
            for _ in 0..<40 where waitpid(pid, &status, WNOHANG) == 0 { usleep(50_000) }
            return Result(end: .tookTooLong, output: heard)
        }
    }

    /// Reads what has come. False when nothing more comes.
    private func drain(_ output: Int32, into heard: inout [UInt8]) -> Bool {
        var piece = [UInt8](repeating: 0, count: 16_384)
        // Whoever writes without end is not read without end: the deadline is looked at in between.
        for _ in 0..<64 {
            let count = read(output, &piece, piece.count)
            guard count > 0 else { return count < 0 && [EAGAIN, EINTR].contains(errno) }
            heard += piece[..<min(count, mostOutput - heard.count)]
        }
        return true
    }

    /// How the program ended, by the status that wait(2) gives.
    private static func end(_ status: Int32) -> End {
        let signal = status & 0x7F
        return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
    }
}
