import Foundation
import Testing
import TestSupport

@testable import UsherDaemon

@Suite("The notifier speaks sd_notify")
struct SystemdNotifierTests {
    @Test("to a socket in the file system: ready, status, watchdog, stopping, in order")
    func path() throws {
        let folder = try TemporaryFolder("n")
        let listener = try NotifyListener(folder("notify"))
        let notifier = SystemdNotifier(environment: ["NOTIFY_SOCKET": folder("notify")])
        #expect(notifier.isActive)
        #expect(notifier.ready(status: "12 queued"))
        #expect(notifier.status("relay paused\nsince 10:00"))
        #expect(notifier.watchdog())
        #expect(notifier.stopping(status: "finishing"))
        #expect(listener.next() == "READY=1\nSTATUS=12 queued")
        #expect(listener.next() == "STATUS=relay paused since 10:00")
        #expect(listener.next() == "WATCHDOG=1")
        #expect(listener.next() == "STOPPING=1\nSTATUS=finishing")
        #expect(listener.next() == nil)
    }

    @Test("to an abstract socket")
    func abstract() throws {
        let name = "@usher-test-\(UUID().uuidString)"
        let listener = try NotifyListener(name)
        #expect(SystemdNotifier(socket: name).watchdog())
        #expect(listener.next() == "WATCHDOG=1")
    }

    @Test("a reload carries the monotonic time in microseconds, which grows")
    func reloading() throws {
        let folder = try TemporaryFolder("n")
        let listener = try NotifyListener(folder("notify"))
        let notifier = SystemdNotifier(socket: folder("notify"))
        #expect(notifier.reloading())
        #expect(notifier.reloading())
        let times = try [#require(listener.next()), #require(listener.next())].map { text in
            #expect(text.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
            return try #require(Int64(text.split(separator: "=").last ?? ""))
        }
        #expect(times[0] > 0 && times[0] <= times[1])
    }

    @Test(
        "without a socket that can be used, nothing happens",
        arguments: [nil, "", "@", "relative/path", "vsock:2:1234", "/" + String(repeating: "x", count: 200)])
    func inactive(socket: String?) {
        let notifier = SystemdNotifier(socket: socket)
        #expect(!notifier.isActive)
        #expect(!notifier.ready(status: "ready"))
    }

    @Test("when nobody listens any more, the answer is false")
    func gone() throws {
        let folder = try TemporaryFolder("n")
        let notifier = SystemdNotifier(socket: folder("notify"))
        #expect(notifier.isActive)
        #expect(!notifier.watchdog())
    }

    @Test("a full queue drops the message and does not block")
    func full() throws {
        let folder = try TemporaryFolder("n")
        let listener = try NotifyListener(folder("notify"))
        let notifier = SystemdNotifier(socket: folder("notify"))
        var sent = 0
        while sent < 100_000, notifier.watchdog() { sent += 1 }
        #expect(sent > 0 && sent < 100_000)
        #expect(listener.next() == "WATCHDOG=1")
        #expect(notifier.watchdog())
    }
}
