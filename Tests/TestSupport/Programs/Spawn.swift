import CLinux
import Foundation
import Glibc
import Synchronization

/// posix_spawn(3), with standard input, output and error in a folder, every signal as a shell would hand it on, and no
/// other descriptor: a socket of another test that a program keeps open is still served when that test has closed it.
struct Spawn {
    let path: String
    let arguments: [String]
    let environment: [String]
    let folder: TemporaryFolder

    /// One at a time, so that no program inherits another's pipe between its making and its mark.
    private static let turn = Mutex(())

    /// The new process, and the writing end of its standard input with `holdsInput`; else that is the file `in`.
    func run(holdsInput: Bool) throws -> (pid: Int32, input: FileHandle?) {
        try Self.turn.withLock { _ in
            guard holdsInput else { return (try start(input: nil), nil) }
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw failure(errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            defer { close(ends[0]) }
            let input = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
            return (try start(input: ends[0]), input)
        }
    }

    /// Blocks until the process has ended; it is a zombie then, and its number is not free.
    static func awaitEnd(of pid: Int32) -> Program.End {
        var facts = siginfo_t()
        while waitid(P_PID, id_t(pid), &facts, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let status = facts._sifields._sigchld.si_status
        return facts.si_code == Int32(CLD_EXITED) ? .exit(status) : .signal(status)
    }

    static func reap(_ pid: Int32) {
        while waitpid(pid, nil, 0) < 0, errno == EINTR {}
    }

    private func start(input: Int32?) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, folder("in"), O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, folder("out"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, folder("err"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var pid: Int32 = 0
        let code = Self.withStrings(arguments) { argv in
            Self.withStrings(environment) { envp in posix_spawn(&pid, path, &actions, &attributes, argv, envp) }
        }
        guard code == 0 else { throw failure(code) }
        return pid
    }

    private func failure(_ code: Int32) -> Program.CannotStart {
        Program.CannotStart(description: "cannot start \(path): \(String(cString: strerror(code)))")
    }

    private static func withStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
