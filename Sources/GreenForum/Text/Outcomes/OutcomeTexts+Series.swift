extension OutcomeTexts {
    static let series: [String: LocalText] = [
        "series.skipped": LocalText(
            da: "{room}: {count} af {total} datoer er sprunget over: {days}. Resten er uberørt. "
                + "«feltbog series show» siger hvorfor, «feltbog series retry» forsøger igen.",
            en: "{room}: {count} of {total} dates are skipped: {days}. The rest is untouched. "
                + "“feltbog series show” says why, “feltbog series retry” tries again."),
        "series.not-planned": LocalText(
            da: "{room}: {days} hører ikke længere til gentagelsen og er aflyst. Book dagen for "
                + "sig selv, hvis den skal bruges.",
            en: "{room}: {days} belongs to the series no longer and is cancelled. Book the day by "
                + "itself if it is needed."),
        "series.filled": LocalText(
            da: "{room}: der blev plads på {count} datoer, der var sprunget over: {days}.",
            en: "{room}: {count} dates that were skipped have been granted: {days}."),
    ]
}
