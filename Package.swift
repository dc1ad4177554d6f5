// swift-tools-version:6.2
import PackageDescription

let warnings: [SwiftSetting] =
    Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let settings: [SwiftSetting] =
    warnings + [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let argumentParser: Target.Dependency =
    .product(name: "ArgumentParser", package: "swift-argument-parser")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "feltbog",
    products: [
        .library(name: "SyncProtocol", targets: ["SyncProtocol"]),
        .library(name: "SyncEngine", targets: ["SyncEngine"]),
        .library(name: "SyncReplica", targets: ["SyncReplica"]),
        .library(name: "SyncOffice", targets: ["SyncOffice"]),
        .library(name: "SyncTransport", targets: ["SyncTransport"]),
        .library(name: "GreenForum", targets: ["GreenForum"]),
        .executable(name: "feltbog", targets: ["feltbog"]),
        .executable(name: "feltbog-office", targets: ["feltbog-office"]),
        .executable(name: "feltbog-sim", targets: ["feltbog-sim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.1.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "CSQLiteShim", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "CSimulatedDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        library("SyncProtocol", ["CZlib", crypto]),
        library("SyncEngine", ["SyncProtocol"]),
        library("SyncSQLite", ["SyncProtocol", "SyncEngine", "CSQLiteShim", grdb, grdbSQLite]),
        library("SyncReplica", ["SyncProtocol", "SyncEngine", "SyncSQLite", grdb, crypto]),
        library("SyncOffice", ["SyncProtocol", "SyncEngine", "SyncSQLite", grdb, crypto]),
        library("SyncTransport", ["SyncProtocol", crypto, x509, asn1] + nio),
        library(
            "SyncSimulation",
            [
                "CSimulatedDisk", "SyncProtocol", "SyncEngine", "SyncSQLite", "SyncReplica",
                "SyncOffice", "GreenForum", grdb,
            ]),
        library("GreenForum", ["SyncProtocol", "SyncEngine", grdb]),

        program(
            "feltbog",
            [
                "SyncProtocol", "SyncEngine", "SyncSQLite", "SyncReplica", "SyncTransport",
                "GreenForum", grdb, argumentParser, logging,
            ]),
        program(
            "feltbog-office",
            [
                "SyncProtocol", "SyncEngine", "SyncSQLite", "SyncOffice", "SyncTransport",
                "GreenForum", argumentParser, logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        program(
            "feltbog-sim", ["SyncProtocol", "SyncSimulation", "GreenForum", argumentParser]),

        .executableTarget(
            name: "bird-count",
            dependencies: [
                "SyncProtocol", "SyncEngine", "SyncReplica", "SyncOffice", "SyncTransport", grdb,
            ],
            path: "Examples/bird-count", swiftSettings: settings),

        tests("SyncProtocolTests", ["SyncProtocol", crypto]),
        tests("SyncEngineTests", ["SyncEngine", "SyncProtocol"]),
        tests("SyncSQLiteTests", ["SyncSQLite", "SyncEngine", "SyncProtocol", grdb]),
        tests(
            "SyncReplicaTests",
            ["SyncReplica", "SyncSQLite", "SyncEngine", "SyncProtocol", grdb, crypto]),
        tests(
            "SyncOfficeTests",
            [
                "SyncOffice", "SyncSimulation", "SyncEngine", "SyncProtocol", "SyncSQLite",
                "SyncTransport", crypto, grdb,
            ]),
        tests("SyncTransportTests", ["SyncTransport", "SyncProtocol"] + nio),
        tests(
            "SyncSimulationTests",
            [
                "SyncSimulation", "SyncSQLite", "SyncReplica", "SyncOffice", "SyncEngine",
                "SyncProtocol", "GreenForum", grdb,
            ]),
        tests("GreenForumTests", ["GreenForum", "SyncEngine", "SyncProtocol", "SyncSQLite", grdb]),
        tests(
            "FeltbogOfficeTests",
            [
                "feltbog-office", "GreenForum", "SyncEngine", "SyncOffice", "SyncProtocol",
                "SyncSQLite", "SyncTransport", argumentParser, logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        tests(
            "EndToEndTests",
            [
                "feltbog", "feltbog-office", "SyncProtocol", "SyncTransport", "SyncReplica",
                "SyncOffice", "GreenForum", "SyncEngine", grdb,
            ]),
        tests("TidyTests", []),
    ]
)
