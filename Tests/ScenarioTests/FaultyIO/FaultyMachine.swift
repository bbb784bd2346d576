import Foundation
import TestSupport

/// What a machine does to one process: the library `FaultyIO` in front of its system calls (`Tests/CFaultyIO`).
struct FaultyMachine {
    enum Weather: CaseIterable {
        /// What may happen on any day, and must have no consequence: interruptions, parts, "not now", delays.
        case everyday
        case disk, network, both
        /// One SIGKILL inside a call, before it took effect or after it.
        case death
    }

    let weather: Weather
    private let seed: UInt64
    private let (files, sockets, most): (Int, Int, Int)

    init(_ weather: Weather, _ random: inout SeededGenerator) {
        func any(_ numbers: [Int]) -> Int { numbers.randomElement(using: &random) ?? 1 }
        self.weather = weather
        seed = random.next() >> 1
        let (disk, network) = (any([3, 6, 12, 30]), any([8, 15, 30, 60]))
        files = weather == .network ? 0 : weather == .everyday ? any([2, 3, 5]) : disk
        sockets = weather == .disk ? 0 : weather == .everyday ? any([2, 4, 10]) : network
        most = weather == .everyday ? 300 : weather == .death ? 1 : Int.random(in: 1...12, using: &random)
    }

    /// Whether only what must have no consequence is in it.
    var isHarmless: Bool { weather == .everyday }

    private var kinds: String {
        switch weather {
        case .everyday: "short interrupt delay"
        case .disk, .network: "fail short"
        case .both: "fail short kill"
        case .death: "kill"
        }
    }

    /// What a process gets that is to meet this; each fault is one line of `log`.
    func environment(home: String, log: String) -> [String: String] {
        [
            "LD_PRELOAD": Self.library, "FAULTY_IO_SEED": "\(seed)", "FAULTY_IO_HOME": home, "FAULTY_IO_LOG": log,
            "FAULTY_IO_FILES": "\(files)", "FAULTY_IO_SOCKETS": "\(sockets)", "FAULTY_IO_KINDS": kinds,
            "FAULTY_IO_MOST": "\(most)",
        ]
    }

    /// Beside the binary.
    static var library: String {
        URL(fileURLWithPath: UsherProcess.binary).deletingLastPathComponent().appendingPathComponent("libFaultyIO.so")
            .path
    }
}

/// What happened to a process.
struct FaultyLog {
    /// `write log EIO`: the call, on what, and what it was answered.
    let faults: [String]

    init(_ path: String) {
        let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        faults = text.split(separator: "\n").map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
    }

    /// `EIO`, `short`, `kill-after`.
    static func kind(_ fault: String) -> String { String(fault.split(separator: " ").last ?? "") }

    var hasKill: Bool { faults.contains { Self.kind($0).hasPrefix("kill") } }
    /// Anything that may have consequences.
    var hasHarm: Bool {
        faults.contains { !["short", "delay", "EINTR", "EAGAIN"].contains(Self.kind($0)) }
    }
}
