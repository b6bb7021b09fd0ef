// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings in which one thing was changed by hand: the replay must see it, and in the right direction.
#include "verdict.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

/// Replaces a text in the whole file: in JSON inside JSON too, where quotes are escaped.
struct Change {
    QByteArray before = {};
    QByteArray after = {};
};

} // namespace

Q_DECLARE_METATYPE(Change)

class TestReplayMutations : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    // Changes the first place only.
    static QByteArray changed(QByteArray bytes, const Change &change)
    {
        const qsizetype at = bytes.indexOf(change.before);
        return at < 0 ? QByteArray() : bytes.replace(at, change.before.size(), change.after);
    }

    // Without the first frame that holds these bytes.
    static QByteArray withoutFrame(const QByteArray &bytes, const QString &holds)
    {
        QJsonObject file = QJsonDocument::fromJson(bytes).object();
        QJsonArray exchanges = file["exchanges"_L1].toArray();
        QJsonObject socket = exchanges[0].toObject();
        QJsonArray frames = socket["frames"_L1].toArray();
        for (qsizetype i = 0; i < frames.size(); ++i) {
            if (!frames[i].toObject()["text"_L1].toString().contains(holds))
                continue;
            frames.removeAt(i);
            break;
        }
        socket["frames"_L1] = frames;
        exchanges[0] = socket;
        file["exchanges"_L1] = exchanges;
        return QJsonDocument(file).toJson();
    }

    [[nodiscard]] static QByteArray fixture(const QString &name)
    {
        QFile file(FIXTURES u"/transcripts/"_s + name + u".json"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] QString write(const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(u"mutant.json"_s));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }

private Q_SLOTS:
    void aChangeIsSeen_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("clientDiffers");
        QTest::addColumn<QString>("demoSays");
        QTest::newRow("another error text")
            << u"over-http"_s << Change{"between 64 and 16384\\\"", "between 1 and 2\\\""} << false
            << u"error “"_s;
        QTest::newRow("another error id")
            << u"accounts"_s << Change{"invalid_login", "wrong_login"} << false << u"error_id"_s;
        QTest::newRow("another status")
            << u"lists"_s << Change{"\"status\": 400", "\"status\": 404"} << false << u"status 400"_s;
        QTest::newRow("another content type")
            << u"lists"_s
            << Change{"\"application/json\"\n     ],\n     [\n      \"Cache",
                      "\"text/json\"\n     ],\n     [\n      \"Cache"}
            << false << u"header Content-Type"_s;
        QTest::newRow("a key more in an answer")
            << u"lists"_s << Change{"\\\"folders\\\":[],", "\\\"folders\\\":[],\\\"more\\\":1,"} << false
            << u".more is missing"_s;
        QTest::newRow("a key less in an answer")
            << u"lists"_s << Change{"\\\"output_append_user\\\":true,", ""} << false
            << u"instead of nothing"_s;
        QTest::newRow("a value of another type")
            << u"lists"_s << Change{"\\\"any_loading\\\":false", "\\\"any_loading\\\":0"} << false
            << u"any_loading"_s;
        QTest::newRow("another type of backend")
            << u"lists"_s
            << Change{"\\\"type\\\":\\\"comfyui_api\\\"", "\\\"type\\\":\\\"comfyui_selfstart\\\""} << false
            << u"0.type"_s;
        QTest::newRow("a key more in the metadata")
            << u"one-image"_s << Change{"\\\\\\\"prep_time\\\\\\\"", "\\\\\\\"preparation\\\\\\\""} << false
            << u"preparation is missing"_s;
        QTest::newRow("another close code")
            << u"one-image"_s << Change{"\"code\": 1000", "\"code\": 1011"} << false << u"closed with 1000"_s;
        QTest::newRow("pictures of another kind")
            << u"over-http"_s << Change{".jpg\\\"]", ".png\\\"]"} << false << u"images are"_s;
        QTest::newRow("another server's id after a restart")
            << u"restarted"_s
            << Change{"0b7b39a4-91a3-4bb0-8a5c-63f7d5a1c3de", "9f0e4c1e-30b5-4f5f-a0de-2f2f3cf0f0aa"} << false
            << u"server_id"_s;
    }

    void aChangeIsSeen()
    {
        QFETCH(QString, name);
        QFETCH(Change, change);
        QFETCH(bool, clientDiffers);
        QFETCH(QString, demoSays);
        const QByteArray bytes = changed(fixture(name), change);
        QVERIFY2(!bytes.isEmpty(), "the fixture does not hold what is to be changed");
        const QString file = write(bytes);
        const Verdict client = replayed(file, Direction::Client);
        QVERIFY2((client.kind == Verdict::Kind::Different) == clientDiffers, qPrintable(client.line()));
        const Verdict demo = replayed(file, Direction::Demo);
        QCOMPARE(demo.kind, Verdict::Kind::Different);
        QVERIFY2(demo.words.contains(demoSays), qPrintable(demo.line()));
    }

    void aMissingMessageIsSeen_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("holds");
        QTest::addColumn<bool>("clientDiffers");
        QTest::newRow("an image") << u"four-images"_s
                                  << u"\"batch_index\":\"2\",\"request_id\":\"1001\",\"meta"_s << true;
        QTest::newRow("the only image") << u"extra-outputs"_s << u"\"image\":"_s << true;
        QTest::newRow("an error") << u"second-of-six-fails"_s << u"\"error\""_s << false;
        QTest::newRow("the discard") << u"one-image"_s << u"discard_indices"_s << false;
        QTest::newRow("the intention") << u"one-image"_s << u"socket_intention"_s << false;
        QTest::newRow("all previews") << u"one-image"_s << u"\"preview\""_s << false;
    }

    void aMissingMessageIsSeen()
    {
        QFETCH(QString, name);
        QFETCH(QString, holds);
        QFETCH(bool, clientDiffers);
        const QString file = write(withoutFrame(fixture(name), holds));
        const Verdict client = replayed(file, Direction::Client);
        QVERIFY2((client.kind == Verdict::Kind::Different) == clientDiffers, qPrintable(client.line()));
        QCOMPARE(replayed(file, Direction::Demo).kind, Verdict::Kind::Different);
    }

    void anotherOrderIsSeen()
    {
        QByteArray bytes = fixture(u"one-image"_s);
        const QByteArray discard = "{\\\"discard_indices\\\":[]}";
        const QByteArray intention = "{\\\"socket_intention\\\":\\\"close\\\"}";
        bytes.replace(discard, "swapped").replace(intention, discard).replace("swapped", intention);
        const QString file = write(bytes);
        QCOMPARE(replayed(file, Direction::Client).line(), u"as recorded"_s);
        QCOMPARE(replayed(file, Direction::Demo).kind, Verdict::Kind::Different);
    }

    void secretsAreNotShown()
    {
        const QString file = write(
            changed(fixture(u"unknown-session"_s),
                    {"You may need to refresh", "Token ab5c11112222333344445555666677778888 9999 of"}));
        const QString line = replayed(file, Direction::Demo).line();
        QVERIFY2(!line.contains("ab5c1111"_L1), qPrintable(line));
    }
};

QTEST_GUILESS_MAIN(TestReplayMutations)
#include "tst_replaymutations.moc"
