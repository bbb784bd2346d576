// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
]

/// One of Usher's own Swift targets, with the house's compiler settings. `files` are embedded by a plugin.
func house(
    _ name: String, _ dependencies: [Target.Dependency] = [], embeds files: [String] = [],
    plugins: [Target.PluginUsage] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: files, swiftSettings: strict, plugins: plugins)
}

/// The tests of the target `name`, in the folder that mirrors it. `files` are read by their path and not built;
/// `opensHomes` brings what tests need that open a home.
func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], files: [String] = [], opensHomes: Bool = false
) -> Target {
    let homes = opensHomes ? ["TestHomes", "UsherDaemon", "UsherHome"].filter { $0 != name } : []
    return .testTarget(
        name: "\(name)Tests",
        dependencies: ([name, "TestSupport"] + homes).map { .target(name: $0) } + dependencies,
        exclude: files,
        swiftSettings: strict)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
    name: "usher",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "usher", targets: ["usher"]),
        // For tests: put in front of libc, it makes calls fail.
        .library(name: "FaultyIO", type: .dynamic, targets: ["CFaultyIO"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),

        // What those bring with them. No target names these; they stand here so that their versions do not float.
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0", traits: []),
        .package(url: "https://github.com/apple/swift-algorithms", exact: "1.2.1"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-async-algorithms", exact: "1.1.4", traits: []),
        .package(url: "https://github.com/apple/swift-atomics", exact: "1.3.0"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0", traits: []),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-structured-headers", exact: "1.7.0"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-transport-services", exact: "1.28.0"),
        .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
        .package(url: "https://github.com/apple/swift-service-context", exact: "1.5.1"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "CAres", pkgConfig: "libcares", providers: [.apt(["libc-ares-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

        house("UsherCore"),
        house("UsherSupport", ["UsherCore", "CLinux"], plugins: ["EmbedHome"]),
        house("UsherStore", ["UsherCore", "UsherSupport", "CSQLite", grdb, sqlite]),
        house("UsherTemplates", ["UsherCore", "CCMark", crypto]),
        house("UsherMail", ["UsherCore", "UsherSupport", crypto, cryptoExtras]),
        house(
            "UsherReceiving",
            ["UsherCore", "UsherMail", crypto, cryptoExtras, .product(name: "SwiftASN1", package: "swift-asn1")]),
        house("UsherCurl", ["UsherCore", "UsherSupport", "CCurl"]),
        house("UsherSMTP", ["UsherCore", "UsherSupport", "UsherCurl", "CCurl", "CLinux"]),
        house("UsherIMAP", ["UsherCore", "UsherCurl", "CCurl"]),
        house(
            "UsherWeb",
            [
                "UsherCore", "UsherSupport", "UsherMail", "UsherTemplates", crypto, logging,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"), lifecycle,
            ] + nio,
            embeds: ["API/openapi.json"], plugins: ["EmbedHome"]),
        house(
            "UsherDashboard",
            [
                "UsherCore", "UsherSupport", "UsherMail", "UsherTemplates", "UsherReports", "UsherWeb", logging,
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ], embeds: ["Files"], plugins: ["EmbedHome"]),
        house("UsherInbox", ["UsherCore", "UsherSupport", "UsherReceiving"] + nio),
        house(
            "UsherHome", ["UsherCore", "UsherSupport", "UsherMail", "UsherTemplates", "Yams"], plugins: ["EmbedHome"]),
        house("UsherBackup", ["UsherCore", "UsherSupport", "UsherMail", "UsherStore", "UsherHome", crypto]),
        house("UsherComposing", ["UsherCore", "UsherSupport", "UsherMail", "UsherTemplates", "UsherHome"]),
        house("UsherIntake", ["UsherCore", "UsherSupport", "UsherHome", "UsherComposing"]),
        house(
            "UsherReports",
            ["UsherCore", "UsherSupport", "UsherMail", "UsherTemplates", "UsherHome", "UsherIntake", "CQREncode"]),
        house(
            "UsherPlay",
            ["UsherCore", "UsherSupport", "UsherStore", "UsherTemplates", "UsherHome", "UsherIntake", "UsherReports"]),
        house(
            "UsherDoctor",
            [
                "UsherCore", "UsherSupport", "UsherMail", "UsherHome", "UsherCurl", "UsherSMTP", "UsherReports",
                "CAres",
                "CLinux",
            ]),
        house(
            "UsherDaemon",
            [
                "UsherCore", "UsherSupport", "UsherStore", "UsherTemplates", "UsherMail", "UsherCurl", "UsherSMTP",
                "UsherWeb",
                "UsherHome", "UsherComposing", "UsherIntake", "UsherReports", "UsherInbox", "UsherPlay",
                "UsherReceiving", "UsherIMAP", "UsherDashboard", "UsherDoctor",
                crypto, logging, lifecycle, .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ] + nio),
        .executableTarget(
            name: "usher",
            dependencies: [
                "UsherDaemon", "UsherDoctor", "UsherCore", "UsherSupport", "UsherMail", "UsherStore", "UsherHome",
                "UsherIntake", "UsherReports", "UsherInbox", "UsherPlay", "UsherBackup", "UsherCurl", "UsherSMTP",
                arguments,
                logging,
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "usher-stage-costs",
            dependencies: ["UsherDaemon", "UsherCore", "UsherStore", "UsherSMTP", "UsherHome", "UsherComposing"],
            path: "Benchmarks/StageCosts", swiftSettings: strict),
        .executableTarget(
            name: "usher-forecast-trial", dependencies: ["TestSupport", "UsherCore"], path: "Benchmarks/ForecastTrial",
            swiftSettings: strict),

        .target(
            name: "FuzzTargets",
            dependencies: [
                "UsherCore", "UsherSupport", "UsherTemplates", "UsherMail", "UsherSMTP", "UsherWeb", "UsherInbox",
                "UsherIMAP", "UsherReceiving", "UsherHome", "UsherIntake", "UsherBackup", "UsherDoctor", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            path: "Fuzzing/Targets", swiftSettings: strict),
        .executableTarget(
            name: "usher-fuzz", dependencies: ["FuzzTargets"], path: "Fuzzing/Driver", swiftSettings: strict),

        .executableTarget(name: "EmbedFiles", swiftSettings: strict),
        .plugin(name: "EmbedHome", capability: .buildTool(), dependencies: ["EmbedFiles"]),

        .target(
            name: "TestSupport", dependencies: ["UsherCore", "CLinux"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .target(name: "CFaultyDisk", dependencies: ["CSQLite"], path: "Tests/CFaultyDisk"),
        .target(name: "CFaultyIO", path: "Tests/CFaultyIO"),
        .target(
            name: "TestWorld", dependencies: ["CFaultyDisk", "TestSupport", "UsherCore", "UsherSupport", "UsherSMTP"],
            path: "Tests/TestWorld", swiftSettings: strict),
        .target(
            name: "TestHomes",
            dependencies: ["TestSupport", "UsherCore", "UsherDaemon", "UsherHome", "UsherIntake", "UsherTemplates"],
            path: "Tests/TestHomes", swiftSettings: strict),
        .target(
            name: "BadMonths",
            dependencies: [
                "TestWorld", "TestSupport", "UsherCore", "UsherSupport", "UsherStore", "UsherMail", "UsherSMTP",
                "UsherHome", "UsherIntake", "UsherReports", "UsherTemplates", "UsherWeb", "UsherDaemon", "UsherBackup",
                "CSQLite", logging, crypto,
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            path: "Tests/BadMonths", swiftSettings: strict),
        .executableTarget(
            name: "bad-months", dependencies: ["BadMonths"], path: "Tests/BadMonthsCommand", swiftSettings: strict),
        tests("UsherCore"),
        tests("UsherSupport"),
        tests("UsherCurl", ["UsherCore"]),
        tests("TestWorld", ["CSQLite"]),
        tests("UsherStore", ["TestWorld", grdb, sqlite, crypto]),
        tests("UsherTemplates", [.product(name: "Mustache", package: "swift-mustache")]),
        tests("UsherMail", files: ["Golden"]),
        tests("UsherReceiving", ["UsherMail", crypto, cryptoExtras], files: ["Mails"]),
        tests("UsherSMTP", ["TestWorld"]),
        tests("UsherIMAP"),
        tests(
            "UsherWeb",
            ["UsherMail", "UsherStore", "UsherTemplates", "UsherComposing", "UsherIntake", lifecycle], opensHomes: true),
        tests("UsherDashboard", ["UsherMail", "UsherReports", "UsherStore", "UsherWeb", lifecycle], opensHomes: true),
        tests("UsherInbox"),
        tests("UsherHome", ["UsherMail", "UsherTemplates", "UsherPlay"], opensHomes: true),
        tests("UsherBackup", ["UsherIntake", "UsherMail", "UsherStore", crypto], opensHomes: true),
        tests("UsherComposing", ["UsherMail", "UsherTemplates"], opensHomes: true),
        tests("UsherIntake", ["UsherReports", "UsherStore"], opensHomes: true),
        tests("UsherReports", ["UsherStore"], opensHomes: true),
        tests("UsherPlay", opensHomes: true),
        tests("UsherDoctor", ["UsherCore", "UsherMail", "UsherCurl", "UsherSMTP"]),
        tests(
            "UsherDaemon",
            [
                "TestWorld", "UsherTemplates", "UsherStore", "UsherMail", "UsherSMTP", "UsherWeb", "UsherComposing",
                "UsherIntake", "UsherReports", "UsherInbox", "UsherPlay", "UsherIMAP", "UsherDashboard", grdb,
            ], opensHomes: true),
        .testTarget(
            name: "FuzzingTests", dependencies: ["FuzzTargets", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ScenarioTests", dependencies: ["usher", "bad-months", "UsherCore", "TestSupport"],
            swiftSettings: strict),
    ]
)
