// SPDX-License-Identifier: GPL-3.0-or-later
#include "historyentry.h"

#include <QJsonArray>
#include <QMetaEnum>
#include <QTest>

using namespace Qt::StringLiterals;

class TestHistoryEntry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachOutcomeHasAWord()
    {
        const QMetaEnum outcomes = QMetaEnum::fromType<OutcomeOf::Outcome>();
        for (int i = 0; i < outcomes.keyCount(); ++i) {
            const auto outcome = Outcome(outcomes.value(i));
            QCOMPARE(wireName(outcome), QString::fromLatin1(outcomes.key(i)).toLower());
            QCOMPARE(outcomeFrom(QString(wireName(outcome))), std::optional(outcome));
        }
        QCOMPARE(outcomeFrom(u"exploded"), std::nullopt);
        QCOMPARE(outcomeFrom(u"Completed"), std::nullopt); // words of the file, to the letter
    }

    void isPrintedKeyForKey()
    {
        const HistoryEntry entry{
            .sessionId = u"0b9c7f3e"_s,
            .project = u"/home/ada/cards"_s,
            .label = u"hero"_s,
            .outcome = Outcome::Failed,
            .prompt = u"a red fox"_s,
            .parameters = {{u"steps"_s, 20}},
            .server = u"http://localhost:7801"_s,
            .startTime = QDateTime(QDate(2026, 10, 10), QTime(14, 30), Qt::UTC),
            .endTime = QDateTime(QDate(2026, 10, 10), QTime(14, 32, 40), Qt::UTC),
            .requested = 4,
            .imagePaths = {u"View/a.png"_s},
            .localPaths = {u"out/a.png"_s},
            .cancelledBy = u"ada@studio"_s,
            .error = Error{.kind = Error::Kind::Refused, .message = u"No."_s, .hint = u"Ask."_s},
        };
        const QJsonObject expected{
            {"session_id"_L1, "0b9c7f3e"_L1},
            {"project"_L1, "/home/ada/cards"_L1},
            {"label"_L1, "hero"_L1},
            {"outcome"_L1, "failed"_L1},
            {"prompt"_L1, "a red fox"_L1},
            {"parameters"_L1, QJsonObject{{"steps"_L1, 20}}},
            {"server"_L1, "http://localhost:7801"_L1},
            {"start_time"_L1, "2026-10-10T14:30:00Z"_L1},
            {"end_time"_L1, "2026-10-10T14:32:40Z"_L1},
            {"requested"_L1, 4},
            {"image_paths"_L1, QJsonArray{"View/a.png"_L1}},
            {"local_paths"_L1, QJsonArray{"out/a.png"_L1}},
            {"cancelled_by"_L1, "ada@studio"_L1},
            {"error"_L1, QJsonObject{{"code"_L1, "refused"_L1}, {"message"_L1, "No."_L1}}},
        };
        QCOMPARE(toJson(entry), expected);
    }

    void theUnknownIsNull()
    {
        const QJsonObject json = toJson({.sessionId = u"0b9c7f3e"_s});
        for (const QLatin1String key : {"project"_L1, "label"_L1, "prompt"_L1, "server"_L1, "start_time"_L1,
                                        "end_time"_L1, "requested"_L1, "cancelled_by"_L1, "error"_L1})
            QVERIFY2(json.value(key).isNull(), key.data());
        QCOMPARE(json.value("outcome"_L1), QJsonValue(u"ended"_s));
        QCOMPARE(json.value("image_paths"_L1), QJsonValue(QJsonArray()));
        QCOMPARE(json.value("parameters"_L1), QJsonValue(QJsonObject()));
    }
};

QTEST_GUILESS_MAIN(TestHistoryEntry)
#include "tst_historyentry.moc"
