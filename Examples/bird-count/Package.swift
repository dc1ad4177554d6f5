// swift-tools-version:6.1
import PackageDescription

let package = Package(
    name: "bird-count",
    dependencies: [
        .package(name: "feltbog", path: "../.."),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "BirdCount",
            dependencies: [
                .product(name: "SyncProtocol", package: "feltbog"),
                .product(name: "SyncEngine", package: "feltbog"),
                .product(name: "SyncReplica", package: "feltbog"),
                .product(name: "SyncOffice", package: "feltbog"),
                .product(name: "SyncTransport", package: "feltbog"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
