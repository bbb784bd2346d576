import Dispatch
import Glibc
import Testing
import TestSupport

@testable import UsherSMTP

@Suite("A set of sockets")
struct SocketSetTests {
    private struct NoSocket: Error {}

    private static func pair() throws -> (ours: Int32, theirs: Int32) {
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0 else { throw NoSocket() }
        return (pair[0], pair[1])
    }

    private static func set(_ onReady: @escaping @Sendable () -> Void = {}) throws -> SocketSet {
        guard let set = SocketSet(queue: DispatchQueue(label: "test"), onReady: onReady) else { throw NoSocket() }
        return set
    }

    /// A set that is looked at by hand, and pairs of connected sockets: one end watched, one to write from.
    private final class Watch {
        let set: SocketSet
        var ends: [(watched: WatchedSocket, ours: Int32, theirs: Int32)] = []

        init(_ count: Int) throws {
            set = try SocketSetTests.set()
            for id in 0..<count {
                let pair = try SocketSetTests.pair()
                guard let watched = set.add(pair.ours, id: id) else { throw NoSocket() }
                ends.append((watched, pair.ours, pair.theirs))
            }
        }

        deinit {
            set.cancel()
            for end in ends {
                close(end.ours)
                close(end.theirs)
            }
        }

        func write(_ id: Int) { #expect(send(ends[id].theirs, "x", 1, 0) == 1) }

        func read(_ id: Int) {
            var octets = [UInt8](repeating: 0, count: 64)
            #expect(recv(ends[id].ours, &octets, octets.count, 0) > 0)
        }

        /// What one look tells; `read` empties each that is readable.
        func look(reading: Bool = true) -> [String] {
            var told: [String] = []
            set.look { ready in
                told.append("\(ready.id)\(ready.isReadable ? " readable" : "")\(ready.isWritable ? " writable" : "")")
                if ready.isReadable, reading { read(ready.id) }
                if ready.isWritable { ends[ready.id].watched.wantsWrite(false) }
            }
            return told
        }
    }

    @Test("tells of every socket that is ready, in one look")
    func many() throws {
        let watch = try Watch(3)
        #expect(watch.look().isEmpty)
        watch.write(0)
        watch.write(2)
        #expect(Set(watch.look()) == ["0 readable", "2 readable"])
        #expect(watch.look().isEmpty)
    }

    @Test("tells again of what was not read, and does not turn for ever")
    func again() throws {
        let watch = try Watch(1)
        watch.write(0)
        let told = watch.look(reading: false)
        #expect(told.allSatisfy { $0 == "0 readable" } && (1...100).contains(told.count))
        #expect(watch.look() == ["0 readable"])
    }

    @Test("tells of room to write only while that is wanted")
    func writing() throws {
        let watch = try Watch(1)
        watch.ends[0].watched.wantsWrite(true)
        #expect(watch.look() == ["0 writable"])
        #expect(watch.look().isEmpty)
        watch.ends[0].watched.wantsWrite(true)
        watch.write(0)
        #expect(watch.look() == ["0 readable writable"])
    }

    @Test("a socket that the other side closed is readable")
    func closed() throws {
        let watch = try Watch(1)
        shutdown(watch.ends[0].theirs, Int32(SHUT_RDWR))
        #expect(watch.look(reading: false).first == "0 readable")
    }

    @Test("tells nothing of a socket that is watched no longer")
    func cancelled() throws {
        let watch = try Watch(2)
        watch.write(0)
        watch.write(1)
        watch.ends[0].watched.cancel()
        watch.ends[0].watched.cancel()
        watch.ends[0].watched.wantsWrite(true)
        #expect(watch.look() == ["1 readable"])
    }

    @Test("rings on its queue when a socket becomes ready")
    func rings() async throws {
        let (rung, ring) = AsyncStream.makeStream(of: Void.self)
        let set = try Self.set { ring.yield() }
        defer { set.cancel() }
        let pair = try Self.pair()
        defer { for end in [pair.ours, pair.theirs] { close(end) } }
        guard let watched = set.add(pair.ours, id: 7) else { throw NoSocket() }
        #expect(send(pair.theirs, "x", 1, 0) == 1)
        for await _ in rung { break }
        watched.cancel()
    }
}
