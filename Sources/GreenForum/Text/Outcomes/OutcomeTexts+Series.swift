extension OutcomeTexts {
    static let series: [String: LocalText] = [
        "series.skipped": LocalText(
            da: "{room}: sprunget over, {count} af {total} datoer: {days}. Resten er uberørt. "
                + "«feltbog series show» siger hvorfor, «feltbog series retry» forsøger igen.",
            en: "{room}: skipped, {count} of {total} dates: {days}. The rest is untouched. "
                + "“feltbog series show” says why, “feltbog series retry” tries again."),
        "series.not-planned": LocalText(
            da: "{room}: {days} hører ikke længere til gentagelsen og er aflyst. Book dagen for "
                + "sig selv, hvis den skal bruges.",
            en: "{room}: {days} belongs to the series no longer and is cancelled. Book the day by "
                + "itself if it is needed."),
        "series.filled": LocalText(
            da: "{room}: der blev alligevel plads {days}.",
            en: "{room}: granted after all: {days}."),
    ]
}
