import Foundation
import TestSupport
import Testing

@testable import UsherSupport

@Suite("Whole writes")
struct DescriptorTests {
    @Test("arrive whole where a pipe takes them in parts, and say where there is no room")
    func whole() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let octets = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let reading = ends[0]
        let writer = Thread { [ends] in
            _ = Descriptor.write(octets, to: ends[1])
            close(ends[1])
        }
        writer.start()
        let received = FileHandle(fileDescriptor: reading, closeOnDealloc: true).readDataToEndOfFile()
        #expect(Array(received) == octets)
        let full = Descriptor.open("/dev/full", O_WRONLY | O_CLOEXEC)
        let isWritten = Descriptor.write([1], to: full)
        let code = errno
        close(full)
        #expect(!isWritten && code == ENOSPC)
    }

    @Test("A file that the machine cannot read now is not a file that is wrong")
    func machine() {
        for code in [EIO, EMFILE, ENFILE, ENOMEM] {
            #expect(RegularFile.Fault(code: code) == .failed(String(cString: strerror(code))))
        }
        for code in [EACCES, EPERM, ELOOP] {
            #expect(RegularFile.Fault(code: code) == .unreadable(String(cString: strerror(code))))
        }
    }
}
