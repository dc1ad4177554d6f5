internal import SyncEngine
internal import SyncProtocol

/// Work at the office whose disk fails.
extension SweepScenario {
    static let ofOffice: [SweepScenario] = [
        SweepScenario(
            "admit-with-rules", victim: nil,
            prepare: { stage in
                try stage.begin()
                try stage.write(1, SweepWork.edit(100))
                try stage.expectSync(1)
                try stage.write(0, SweepWork.edit(200))
                try stage.write(0, SweepWork.wish(0))
                try stage.write(0, SweepWork.wish(9))
                try stage.write(0, SweepWork.noteWithSecret)
            },
            act: { try $0.sync(0) }),
        SweepScenario(
            "group-commit", victim: nil,
            prepare: { stage in
                try stage.begin()
                for index in 0..<2 {
                    try stage.write(index, SweepWork.noteWithSecret)
                    try stage.write(index, SweepWork.wish(2))
                }
            },
            act: { try Exchange($0).pushTogether([0, 1]) }),
        SweepScenario(
            "enrol-device", victim: nil, prepare: { try $0.join(1) },
            act: { stage in
                try stage.join(0)
                try stage.write(0, SweepWork.noteWithSecret)
                try stage.sync(0)
            },
            next: { try $0.join(0) }),
        SweepScenario(
            "reidentify-copy", victim: nil, replicas: 3,
            prepare: { stage in
                try stage.begin()
                try stage.copyLaptop()
                try stage.write(2, SweepWork.noteWithSecret)
                try stage.expectSync(2)
                try stage.write(0, SweepWork.noteWithSecret)
            },
            act: { try $0.sync(0) }),
        SweepScenario(
            "take-lost-back", victim: nil, prepare: { try SweepWork.loseOffice($0) },
            act: { try $0.sync(0) }),
        SweepScenario(
            "backup-office", victim: nil,
            prepare: { stage in
                try stage.begin()
                try stage.write(0, SweepWork.noteWithSecret)
                try stage.expectSync(0)
            },
            act: { stage in
                stage.image = try stage.office.backup()
            },
            next: { stage in
                if stage.image == nil { stage.image = try stage.office.backup() }
                try stage.write(0, SweepWork.noteWithSecret)
                try stage.expectSync(0)
                guard let image = stage.image else { return }
                try stage.office.restore(image, keepsMark: true)
                stage.officeWentBack = true
            }),
        SweepScenario(
            "upgrade-office", victim: nil,
            prepare: { stage in
                try stage.begin()
                try stage.write(0, SweepWork.noteWithSecret)
            },
            act: { stage in
                try stage.upgrade(nil)
                try stage.sync(0)
            },
            next: { stage in
                try stage.upgrade(nil)
                try stage.upgrade(0)
                try stage.upgrade(1)
            }),
    ]
}
