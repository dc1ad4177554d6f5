import Testing

@testable import SyncSimulation

/// Worlds that once broke a promise, as short as they could be made.
@Suite struct ShortWorldTests {
    /// epoch-safety: 1026ff3a599f65ad is told of a loss that was not
    @Test func `seed 844 keeps epoch-safety`() throws {
        var options = WorldOptions(
            seed: 844, profile: .even, backend: .memory, steps: 5, replicas: 4)
        options.clocks[0] = .right
        let steps = [
            Step(.clone, who: 26, wait: 0, dice: 0x8e4b09c463854048),
            Step(.enrol, who: 25, wait: 0, dice: 0x310c221430553af0),
            Step(.enrol, who: 63, wait: 0, dice: 0x737f60d4eab1f5a6),
            Step(.upgradeReplica, who: 55, wait: 3_111, dice: 0xbdb8e720890e9ee3),
            Step(.retire, who: 34, wait: 4_883, dice: 0xbf593ad2b9eee9bd),
        ]
        try World(options, steps: steps).run()
    }

    /// reference-model: 3fa5d00d177afcf6/2 is returned for row-gone, and should be admitted
    @Test func `seed 1008583 keeps reference-model`() throws {
        let options = WorldOptions(
            seed: 1008583, profile: .even, backend: .memory, steps: 10, replicas: 2)
        let steps = [
            Step(.work, who: 63, wait: 0, dice: 0x6522ee80b9c15eca),
            Step(.backup, who: 18, wait: 0, dice: 0x6f49602fd4e52cc8),
            Step(.burst, who: 25, wait: 0, dice: 0xe6bd164e3e9ee106),
            Step(.sync, who: 29, wait: 0, dice: 0x3d58de7bfcbaebcd),
            Step(.sync, who: 56, wait: 0, dice: 0x1680f8e8575ac4af),
            Step(.restoreOffice, who: 2, wait: 33_600, dice: 0x7c40155c4d0071be),
            Step(.burst, who: 22, wait: 0, dice: 0x440886ca7f137e87),
            Step(.sync, who: 38, wait: 0, dice: 0x5b89aa846b9ad04a),
            Step(.backup, who: 12, wait: 6_341, dice: 0x6f8002341f143b2e),
            Step(.restoreOffice, who: 58, wait: 0, dice: 0x455fa96f6b4b4b39),
        ]
        try World(options, steps: steps).run()
    }

    /// rights: 066b58231355a657/9 is refused, and was allowed: helper
    @Test func `seed 1012730 keeps rights`() throws {
        var options = WorldOptions(
            seed: 1012730, profile: .even, backend: .memory, steps: 11, replicas: 4)
        options.clocks[2] = .right
        let steps = [
            Step(.forge, who: 16, wait: 0, dice: 0xcf8e556e02b86073),
            Step(.forge, who: 28, wait: 37, dice: 0x1d15626f68b43bd),
            Step(.burst, who: 49, wait: 25, dice: 0xf505286faa7bf3f7),
            Step(.sync, who: 9, wait: 0, dice: 0x6f97328aec150dca),
            Step(.retry, who: 53, wait: 23, dice: 0x8d30b26414c77927),
            Step(.sync, who: 49, wait: 0, dice: 0x6a744c1fb57f664e),
            Step(.assign, who: 13, wait: 20, dice: 0xbba44aac54e9796d),
            Step(.backup, who: 7, wait: 0, dice: 0xa31fe81da57ae4a7),
            Step(.restoreOffice, who: 14, wait: 0, dice: 0xfb3700fc94a96833),
            Step(.replay, who: 32, wait: 0, dice: 0xb3b969d2b22c9ab2),
            Step(.burst, who: 59, wait: 32, dice: 0x490f56d62ec7b186),
        ]
        try World(options, steps: steps).run()
    }

    /// bounded-clocks: sequence 6 is of the future
    @Test func `seed 187 keeps bounded-clocks`() throws {
        let options = WorldOptions(
            seed: 187, profile: .even, backend: .disk, steps: 10, replicas: 2)
        let steps = [
            Step(.forge, who: 18, wait: 450, dice: 0x3cd167b86f72f326),
            Step(.stepOfficeClock, who: 23, wait: 0, dice: 0x6c2dbc0422f4bfdb),
            Step(.work, who: 5, wait: 0, dice: 0xd58a64e0dc647c0a),
            Step(.forge, who: 38, wait: 0, dice: 0x6ecc31b466c8f06),
            Step(.failReplicaDisk, who: 30, wait: 0, dice: 0xbf18ce427e813b6d),
            Step(.sync, who: 20, wait: 0, dice: 0x9832a002381831ee),
            Step(.powerReplica, who: 61, wait: 0, dice: 0x7fed0c1028a6b4e9),
            Step(.unassign, who: 32, wait: 0, dice: 0x679ada6db20f748d),
            Step(.work, who: 31, wait: 0, dice: 0x34b021215352af53),
            Step(.stepOfficeClock, who: 48, wait: 0, dice: 0x9f301ea7f068f6be),
        ]
        try World(options, steps: steps).run()
    }

    /// single-identity: replica 3 set 1 is told to be 0d69f48d07a2194a/1, which is another's
    @Test func `seed 1277001 keeps single-identity`() throws {
        var options = WorldOptions(
            seed: 1277001, profile: .all, backend: .memory, steps: 9, replicas: 2)
        options.clocks[0] = .right
        let steps = [
            Step(.backup, who: 58, wait: 0, dice: 0x70ce586c1f81863e),
            Step(.work, who: 14, wait: 0, dice: 0x27c9fdb04ac07b98),
            Step(.clone, who: 16, wait: 0, dice: 0x6eb7488c80a65270),
            Step(.sync, who: 32, wait: 0, dice: 0x2e8204999add42b2),
            Step(.work, who: 42, wait: 0, dice: 0xabce8d1b9cd51256),
            Step(.sync, who: 6, wait: 87, dice: 0x32f5b10d414c189e),
            Step(.stepOfficeClock, who: 1, wait: 42, dice: 0x91c05684181b4ab1),
            Step(.restoreOffice, who: 28, wait: 50, dice: 0x3a292c4a3beac4c),
            Step(.clone, who: 27, wait: 0, dice: 0x3f01d8f0ac3a1567),
        ]
        try World(options, steps: steps).run()
    }

    /// epoch-safety: 10b94edf6eadbfe1 is told of a loss that was not
    @Test func `seed 1313807 keeps epoch-safety`() throws {
        let options = WorldOptions(
            seed: 1313807, profile: .all, backend: .memory, steps: 8, replicas: 3)
        let steps = [
            Step(.sync, who: 3, wait: 0, dice: 0x6e28474a57c4f28d),
            Step(.sync, who: 39, wait: 2, dice: 0xcf532f6786c7fb7e),
            Step(.flap, who: 0, wait: 0, dice: 0x5dd07f7d202fd35),
            Step(.slow, who: 34, wait: 0, dice: 0xfaec91d12a75cb4c),
            Step(.cutSync, who: 49, wait: 52, dice: 0x1b19ade9aebd17ee),
            Step(.upgradeReplica, who: 19, wait: 0, dice: 0xfd81a4231dc7013b),
            Step(.healLink, who: 13, wait: 0, dice: 0xe068fa5fe13b57ac),
            Step(.sync, who: 46, wait: 0, dice: 0x37174f665d194471),
        ]
        try World(options, steps: steps).run()
    }

    /// atomicity: replica 4: drawn device 01a3185c862780008000000000000000 is [01a3185c7ffb800080000000
    @Test func `seed 1011067 keeps atomicity`() throws {
        var options = WorldOptions(
            seed: 1011067, profile: .even, backend: .memory, steps: 6, replicas: 5)
        options.clocks[1] = .right
        options.clocks[4] = .right
        let steps = [
            Step(.upgradeOffice, who: 17, wait: 0, dice: 0xaec5084c6b2a48fd),
            Step(.backup, who: 58, wait: 0, dice: 0xb0e444d53210d660),
            Step(.revoke, who: 37, wait: 0, dice: 0x3dc9e434b255f27),
            Step(.work, who: 30, wait: 0, dice: 0x53e9565f38b88370),
            Step(.loseReply, who: 39, wait: 0, dice: 0x86657b31a3b7c5ba),
            Step(.restoreBlind, who: 1, wait: 464_489, dice: 0xaff00262e1788ec6),
        ]
        try World(options, steps: steps).run()
    }

    /// resurrection: replica 7: drawn mark 0000000000008001830f79e659046c7e is [01a3185c501480018fdf0115
    @Test func `seed 1004710 keeps resurrection`() throws {
        var options = WorldOptions(
            seed: 1004710, profile: .even, backend: .memory, steps: 11, replicas: 6)
        options.clocks[0] = .right
        options.clocks[1] = .right
        options.clocks[3] = .right
        options.clocks[4] = .right
        options.clocks[5] = .right
        let steps = [
            Step(.enrol, who: 4, wait: 0, dice: 0x4048716b64d72543),
            Step(.upgradeOffice, who: 17, wait: 0, dice: 0x61863cf74f40b1c5),
            Step(.enrol, who: 22, wait: 0, dice: 0x133a6a11c7495ac),
            Step(.enrol, who: 10, wait: 0, dice: 0xac5758cf2fca780d),
            Step(.forge, who: 32, wait: 4, dice: 0xc4f03f8d690d8c07),
            Step(.backup, who: 61, wait: 3, dice: 0x335a5fd115ada5f1),
            Step(.forge, who: 61, wait: 391_762, dice: 0xedc68a40f462f8ce),
            Step(.sync, who: 61, wait: 0, dice: 0x679f1b3a2fbdad84),
            Step(.restoreBlind, who: 43, wait: 47, dice: 0x64ad318ac27a246d),
            Step(.sync, who: 61, wait: 33, dice: 0x485692fa67d4751a),
            Step(.upgradeReplica, who: 52, wait: 206_668, dice: 0x500bff80a2b820d3),
        ]
        try World(options, steps: steps).run()
    }

    /// bounded-clocks: replica 0 set 2 makes row 01a3185c506c8000ba2358ecb798afcf, which replica 2 made
    @Test func `seed 1027456 keeps bounded-clocks`() throws {
        var options = WorldOptions(
            seed: 1027456, profile: .even, backend: .memory, steps: 3, replicas: 2)
        options.clocks[1] = .right
        let steps = [
            Step(.clone, who: 6, wait: 0, dice: 0xcc2c1577f4f7759e),
            Step(.work, who: 44, wait: 0, dice: 0x88da048886a42fd),
            Step(.work, who: 39, wait: 0, dice: 0x63a8d35495394502),
        ]
        try World(options, steps: steps).run()
    }

    /// single-identity: replica 2 set 1 is told to be 32eea10e774aabe1/1, which is another's
    @Test func `seed 1001699 keeps single-identity`() throws {
        var options = WorldOptions(
            seed: 1001699, profile: .clone, backend: .memory, steps: 7, replicas: 2)
        options.clocks[1] = .right
        let steps = [
            Step(.image, who: 27, wait: 0, dice: 0x1a487b18229fe130),
            Step(.work, who: 17, wait: 0, dice: 0xea0c79a90863cf62),
            Step(.sync, who: 11, wait: 0, dice: 0xcd30930841a41a01),
            Step(.burst, who: 28, wait: 2_229, dice: 0x8c34841d02552c2f),
            Step(.restoreReplica, who: 11, wait: 0, dice: 0x803191077fa2a471),
            Step(.work, who: 47, wait: 0, dice: 0x19cc13592ffe1446),
            Step(.clone, who: 7, wait: 0, dice: 0xafde2378f18141ec),
        ]
        try World(options, steps: steps).run()
    }

    /// rights: 0adf745d1bbe8701/1 is admitted without the right
    @Test func `seed 1014813 keeps rights`() throws {
        var options = WorldOptions(
            seed: 1014813, profile: .restore, backend: .memory, steps: 6, replicas: 4)
        options.clocks[0] = .right
        options.clocks[3] = .right
        let steps = [
            Step(.sync, who: 36, wait: 0, dice: 0xcd72ab73b3aee2f),
            Step(.work, who: 4, wait: 90_564, dice: 0xec023a8c46db6eab),
            Step(.work, who: 61, wait: 0, dice: 0x1c7eebec101801ff),
            Step(.loseReply, who: 52, wait: 0, dice: 0xaa79d9a9176b036),
            Step(.goLive, who: 9, wait: 0, dice: 0xc1f7ee5dbc988267),
            Step(.retry, who: 16, wait: 4, dice: 0x238c3686d8ba1f22),
        ]
        try World(options, steps: steps).run()
    }

    /// crash-transparency: the office has lost sequence 9
    @Test func `seed 1000240 keeps crash-transparency`() throws {
        var options = WorldOptions(
            seed: 1000240, profile: .even, backend: .disk, steps: 6, replicas: 2)
        options.clocks[0] = .right
        options.clocks[1] = .right
        let steps = [
            Step(.work, who: 47, wait: 0, dice: 0xe91949e5ee54a8e0),
            Step(.forge, who: 13, wait: 0, dice: 0x6bd452bdb2cf361d),
            Step(.failOfficeDisk, who: 37, wait: 0, dice: 0xfff5b961d3c4afd1),
            Step(.sync, who: 13, wait: 0, dice: 0xa921c65fdad046b2),
            Step(.enrol, who: 25, wait: 1_861, dice: 0x4ebeb0ac336c6615),
            Step(.powerOffice, who: 49, wait: 0, dice: 0xa4ecc665ffff2b48),
        ]
        try World(options, steps: steps).run()
    }

    /// crash-transparency: replica 0 has lost set 2
    @Test func `seed 1001393 keeps crash-transparency`() throws {
        let options = WorldOptions(
            seed: 1001393, profile: .even, backend: .disk, steps: 11, replicas: 2)
        let steps = [
            Step(.image, who: 18, wait: 0, dice: 0x8e63c06e30a435aa),
            Step(.work, who: 16, wait: 0, dice: 0x26e460bc140b0f9d),
            Step(.burst, who: 20, wait: 0, dice: 0x2fb79bbd4fbc75b5),
            Step(.forge, who: 42, wait: 0, dice: 0x709ce38d204c4d85),
            Step(.sync, who: 43, wait: 0, dice: 0xca2d8397362bac),
            Step(.breakClock, who: 34, wait: 0, dice: 0xd8e3ed48d89f3ae9),
            Step(.cutSync, who: 39, wait: 0, dice: 0x97997e41bdd6954d),
            Step(.unassign, who: 21, wait: 0, dice: 0xdd6a0d5de3be084e),
            Step(.cutSync, who: 20, wait: 0, dice: 0x16b9337ec188461f),
            Step(.retry, who: 39, wait: 0, dice: 0x9aba71ca05aa7b67),
            Step(.restoreReplica, who: 26, wait: 0, dice: 0x52875f2f7190cbcc),
        ]
        try World(options, steps: steps).run()
    }

    /// single-identity: replica 7 set 1 is told to be 0fce54d2a3dbe26c/1, which is another's
    @Test func `seed 1022561 keeps single-identity`() throws {
        var options = WorldOptions(
            seed: 1022561, profile: .even, backend: .memory, steps: 10, replicas: 5)
        options.clocks[3] = .right
        let steps = [
            Step(.clone, who: 17, wait: 0, dice: 0x4c2510ae1ead0efb),
            Step(.work, who: 53, wait: 0, dice: 0x7b38a2940ff0142f),
            Step(.work, who: 26, wait: 0, dice: 0x85fb31085bbac0a2),
            Step(.backup, who: 3, wait: 0, dice: 0x14abfe1fbcffee94),
            Step(.sync, who: 38, wait: 0, dice: 0xf2e424e63d31065f),
            Step(.restoreBlind, who: 25, wait: 2_215, dice: 0x8aacaefd5cde11bf),
            Step(.clone, who: 30, wait: 0, dice: 0xcec1fd0dae8b37b),
            Step(.sync, who: 40, wait: 0, dice: 0x38dca8f523828909),
            Step(.hangUp, who: 44, wait: 685, dice: 0x9df5ae33fc4e7967),
            Step(.clone, who: 51, wait: 0, dice: 0x2ab93dc3dd5d33e3),
        ]
        try World(options, steps: steps).run()
    }

    /// single-identity: replica 1 set 1 is told to be 3390ed11547bb99a/1, which is another's
    @Test func `seed 1013239 keeps single-identity`() throws {
        var options = WorldOptions(
            seed: 1013239, profile: .even, backend: .memory, steps: 10, replicas: 5)
        options.clocks[0] = .right
        let steps = [
            Step(.clone, who: 46, wait: 0, dice: 0x1b1863c8b476ea8),
            Step(.work, who: 7, wait: 0, dice: 0x5242376da0bee32f),
            Step(.backup, who: 40, wait: 0, dice: 0x8621c074a9a602ba),
            Step(.sync, who: 7, wait: 0, dice: 0xdc8993b2471b9dcd),
            Step(.restartOffice, who: 51, wait: 1_579, dice: 0x737e21fc0fab5e8c),
            Step(.restoreBlind, who: 9, wait: 0, dice: 0x1268e67adec35c89),
            Step(.enrol, who: 36, wait: 0, dice: 0x9455c85d56b35762),
            Step(.work, who: 61, wait: 0, dice: 0x20113624b83f6d28),
            Step(.sync, who: 33, wait: 0, dice: 0x626e06ee2d873e02),
            Step(.clone, who: 57, wait: 1_876, dice: 0xfca0c0faeab52520),
        ]
        try World(options, steps: steps).run()
    }

    /// durability: replica 4 set 2 was acknowledged as 2f670d4bb1adca01/2 at 13 and is not at the office
    @Test func `seed 1029074 keeps durability`() throws {
        let options = WorldOptions(
            seed: 1029074, profile: .even, backend: .memory, steps: 14, replicas: 4)
        let steps = [
            Step(.work, who: 57, wait: 0, dice: 0x92c12a907fd1a7af),
            Step(.clone, who: 25, wait: 0, dice: 0x803f76bbdede1c88),
            Step(.clone, who: 23, wait: 0, dice: 0xbde11a40d0b30e97),
            Step(.backup, who: 60, wait: 0, dice: 0x8099ca8c4fd6fabf),
            Step(.sync, who: 25, wait: 0, dice: 0xf77f364857108f1b),
            Step(.restoreOffice, who: 4, wait: 47, dice: 0x4b98a402ed14b903),
            Step(.work, who: 28, wait: 0, dice: 0xe43a0c97ed71d4bd),
            Step(.forge, who: 7, wait: 0, dice: 0x4d1ec08d18bf779b),
            Step(.goLive, who: 22, wait: 19, dice: 0xcfca1add38dc92ef),
            Step(.work, who: 30, wait: 14, dice: 0xdbabddadeca9525a),
            Step(.restoreBlind, who: 37, wait: 0, dice: 0x6017a69a4938c8c),
            Step(.replay, who: 2, wait: 0, dice: 0xb367e6289799d5ee),
            Step(.sync, who: 16, wait: 31, dice: 0xe1aa2d2908a1dc90),
            Step(.killReplica, who: 1, wait: 45, dice: 0x6106a56a19da200f),
        ]
        try World(options, steps: steps).run()
    }

    /// durability: replica 1 set 1 was acknowledged as 045f947e87e026bc/1 at 17 and is not at the office
    @Test func `seed 1016472 keeps durability`() throws {
        var options = WorldOptions(
            seed: 1016472, profile: .even, backend: .memory, steps: 16, replicas: 5)
        options.clocks[1] = .right
        options.clocks[2] = .right
        options.clocks[3] = .right
        let steps = [
            Step(.enrol, who: 46, wait: 0, dice: 0xc3105dcecdba249e),
            Step(.enrol, who: 27, wait: 0, dice: 0x15e3c38b090535b7),
            Step(.work, who: 60, wait: 0, dice: 0xcbb36af46842dad5),
            Step(.sync, who: 4, wait: 0, dice: 0x819f78fa1bf95321),
            Step(.clone, who: 55, wait: 213, dice: 0xfac8ec009e44d486),
            Step(.clone, who: 52, wait: 0, dice: 0xde571fe1340313e4),
            Step(.backup, who: 62, wait: 0, dice: 0x8ff91a06121e539),
            Step(.work, who: 11, wait: 0, dice: 0xeae537d11c7d0f34),
            Step(.cutSync, who: 29, wait: 0, dice: 0x65ef7024f0fadd4a),
            Step(.cutSync, who: 37, wait: 356, dice: 0xd6e6a869ca956fa8),
            Step(.work, who: 19, wait: 77, dice: 0xe968cff9ab6082db),
            Step(.restoreBlind, who: 9, wait: 81, dice: 0x589f41ef86a21435),
            Step(.loseReply, who: 37, wait: 197, dice: 0xc1386f88c14547ec),
            Step(.restoreBlind, who: 17, wait: 141, dice: 0x111f511624b01c21),
            Step(.replay, who: 18, wait: 0, dice: 0x12a1844634a3815b),
            Step(.failOfficeDisk, who: 39, wait: 378, dice: 0x31efd7ad80802034),
        ]
        try World(options, steps: steps).run()
    }

    /// single-identity: replica 0 set 2 is told to be 2f2dac5a6fe7e0bb/2, which is another's
    @Test(arguments: [
        [
            Step(.goLive, who: 25, wait: 28, dice: 0xeb540e8a6e4e0e86)
        ],
        [
            Step(.sync, who: 42, wait: 0, dice: 0xed7de51711880a38),
            Step(.work, who: 27, wait: 70, dice: 0x46826f28cdd0a51d),
        ],
    ])
    func `seed 1021100 keeps single-identity`(ending: [Step]) throws {
        let steps =
            [
                Step(.clone, who: 5, wait: 0, dice: 0xafcfb837147bd9e),
                Step(.work, who: 35, wait: 0, dice: 0xa3d275202c133457),
                Step(.backup, who: 52, wait: 0, dice: 0x12623ccecccbbac7),
                Step(.revoke, who: 52, wait: 0, dice: 0x56329ab76b232e4f),
                Step(.work, who: 24, wait: 0, dice: 0x4557121cd7d97c9f),
                Step(.cutSync, who: 6, wait: 0, dice: 0x71a6710d2f64dc7f),
                Step(.restoreBlind, who: 32, wait: 65, dice: 0xac6245cc18cd00be),
                Step(.flap, who: 36, wait: 0, dice: 0x7886fe719a0297aa),
                Step(.enrol, who: 54, wait: 0, dice: 0x22620178e4435524),
                Step(.restoreBlind, who: 24, wait: 0, dice: 0x75c08af025fce2ae),
                Step(.sync, who: 26, wait: 0, dice: 0xfd226ea5135d62fd),
            ] + ending
        let options = WorldOptions(
            seed: 1021100, profile: .even, backend: .memory, steps: steps.count, replicas: 5)
        try World(options, steps: steps).run()
    }

    /// no crash: replica 1 receive: damaged: no segment 2
    @Test func `seed 1002959 keeps no crash`() throws {
        let options = WorldOptions(
            seed: 1002959, profile: .all, backend: .memory, steps: 8, replicas: 4)
        let steps = [
            Step(.sync, who: 13, wait: 0, dice: 0xe146c561d39e0733),
            Step(.work, who: 61, wait: 0, dice: 0xfc362ccc0c5690dd),
            Step(.backup, who: 29, wait: 0, dice: 0xe7f6f9b95c2f84d6),
            Step(.work, who: 29, wait: 2_918, dice: 0x655455845f9bac89),
            Step(.work, who: 31, wait: 1_100, dice: 0xdf58250c3955ba9d),
            Step(.restoreOffice, who: 1, wait: 0, dice: 0x2fcdd1609b3169d8),
            Step(.backup, who: 59, wait: 0, dice: 0x9b6fa62dcc8e6ab1),
            Step(.work, who: 37, wait: 3_242, dice: 0xf0081b0292fbf33b),
        ]
        try World(options, steps: steps).run()
    }

    /// reference-model: an edit of a row that a rule had just kept alive lost to that rule.
    @Test func `seed 60264 keeps reference-model`() throws {
        var options = WorldOptions(
            seed: 60264, profile: .all, backend: .disk, steps: 6, replicas: 2)
        options.clocks[1] = .right
        let steps = [
            Step(.work, who: 58, wait: 0, dice: 0x8c62_ebf7_22e4_de60),
            Step(.clone, who: 41, wait: 0, dice: 0x54ec_2882_312d_964d),
            Step(.clone, who: 54, wait: 0, dice: 0xaa07_d8b6_57f8_fd73),
            Step(.clone, who: 34, wait: 0, dice: 0x7b80_b1ad_86ed_5b5e),
            Step(.burst, who: 30, wait: 0, dice: 0xc29e_ea78_a50c_2f89),
            Step(.work, who: 28, wait: 0, dice: 0xcf2a_37b5_f19c_ca9f),
        ]
        try World(options, steps: steps).run()
    }
}
