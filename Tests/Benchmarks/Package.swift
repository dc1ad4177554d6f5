// swift-tools-version:6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func feltbog(_ product: String) -> Target.Dependency {
    .product(name: product, package: "feltbog")
}

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "feltbog", path: "../.."),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "FieldDay", dependencies: [feltbog("SyncProtocol")], swiftSettings: settings),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "FieldDay", feltbog("SyncProtocol"), feltbog("SyncEngine"), feltbog("SyncReplica"),
                feltbog("SyncOffice"), feltbog("SyncTransport"), feltbog("GreenForum"),
                feltbog("feltbog"), .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
    ]
)
