// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagesearch.h"
#include "scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Say;

class TestImageSearch : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    const QDateTime m_sent{QDate(2026, 8, 21), QTime(12, 0), Qt::UTC};
    const GenerationRequest m_request{
        .prompt = u"a fox"_s, .model = u"dir/x"_s, .images = 3, .steps = 8, .cfgScale = 7.0, .seed = 100};

    static QJsonObject file(const QString &name, const QJsonObject &used,
                            const QString &date = u"2026-08-21"_s)
    {
        const QJsonObject metadata{{u"sui_image_params"_s, used},
                                   {u"sui_extra_data"_s, QJsonObject{{u"date"_s, date}}}};
        return {{u"src"_s, name}, {u"metadata"_s, QString::fromUtf8(QJsonDocument(metadata).toJson())}};
    }
    static QJsonObject used(qint64 seed, const QString &prompt = u"a fox"_s)
    {
        return {{u"prompt"_s, prompt}, {u"seed"_s, seed}, {u"model"_s, u"dir/x"_s}, {u"width"_s, 512},
                {u"height"_s, 512},    {u"steps"_s, 8},   {u"cfgscale"_s, 7.0}};
    }

    std::optional<QStringList> search(const QJsonArray &files, const GenerationRequest &request,
                                      const QByteArray &session = {})
    {
        ScriptedServer server;
        const QJsonObject listing{{u"folders"_s, QJsonArray()}, {u"files"_s, files}};
        server.on("ListImages",
                  {{.kind = Step::Kind::Reply,
                    .bytes = QJsonDocument(listing).toJson(QJsonDocument::Compact),
                    .number = 200}});
        if (!session.isEmpty())
            server.on("GetNewSession", {reply(session)});
        SwarmClient client(m_network, {.url = server.url()});
        std::optional<QStringList> found;
        const auto *job = new ImageSearch(client, request, m_sent, this);
        connect(job, &ImageSearch::finished, this, [&](const QList<JobImage> &images) {
            found.emplace();
            for (const JobImage &image : images)
                *found << u"%1 %2"_s.arg(image.index).arg(image.path);
        });
        [&] { QVERIFY(!found); }();
        [&] { QTRY_VERIFY(found); }();
        return found;
    }

private Q_SLOTS:
    void picturesAreKnownBySeedPromptAndParameters()
    {
        QJsonObject otherSteps = used(101);
        otherSteps[u"steps"_s] = 20;
        QJsonObject asText = used(102);
        asText[u"seed"_s] = u"102"_s;
        asText[u"model"_s] = u"Dir/X.safetensors"_s;
        const auto found
            = search({file(u"raw/2026-08-21/late 2.png"_s, asText), file(u"raw/s.png"_s, otherSteps),
                      file(u"raw/b.png"_s, used(101)), file(u"raw/other.png"_s, used(100, u"a cat"_s)),
                      file(u"raw/beyond.png"_s, used(103)), file(u"raw/before.png"_s, used(99)),
                      QJsonObject{{u"src"_s, u"raw/no.png"_s}, {u"metadata"_s, QJsonValue()}}},
                     m_request);
        QCOMPARE(*found,
                 QStringList({u"1 View/local/raw/b.png"_s, u"2 View/local/raw/2026-08-21/late 2.png"_s}));
    }

    void picturesOfOtherParametersAreOthers_data()
    {
        QTest::addColumn<QJsonObject>("sentToo");
        QTest::addColumn<QJsonObject>("usedToo");
        QTest::addColumn<bool>("isOurs");
        const QJsonObject loras{{u"loras"_s, QJsonArray{u"a"_s}}, {u"loraweights"_s, QJsonArray{u"0.5"_s}}};
        const QJsonObject heavier{{u"loras"_s, QJsonArray{u"a"_s}}, {u"loraweights"_s, QJsonArray{u"1"_s}}};
        const QJsonObject vae{{u"vae"_s, u"fine"_s}};
        const QJsonObject noted{{u"personalnote"_s, u"x"_s}};
        QTest::newRow("the same LoRA") << loras << loras << true;
        QTest::newRow("another weight") << loras << heavier << false;
        QTest::newRow("without the LoRA") << loras << QJsonObject() << false;
        QTest::newRow("with a LoRA") << QJsonObject() << loras << false;
        QTest::newRow("the same VAE") << vae << vae << true;
        QTest::newRow("another VAE") << vae << QJsonObject{{u"vae"_s, u"None"_s}} << false;
        QTest::newRow("with a VAE") << QJsonObject() << vae << false;
        QTest::newRow("what the server did not use") << noted << QJsonObject() << true;
    }
    void picturesOfOtherParametersAreOthers()
    {
        QFETCH(QJsonObject, sentToo);
        QFETCH(QJsonObject, usedToo);
        QJsonObject sent = toParameters(m_request);
        for (auto one = sentToo.begin(); one != sentToo.end(); ++one)
            sent[one.key()] = *one;
        QJsonObject told = used(100);
        for (auto one = usedToo.begin(); one != usedToo.end(); ++one)
            told[one.key()] = *one;
        QTEST(!search({file(u"raw/a.png"_s, told)}, requestFrom(sent))->isEmpty(), "isOurs");
    }

    void theNewestOfTwinsIsTaken()
    {
        const auto found
            = search({file(u"raw/new.png"_s, used(100)), file(u"raw/old.png"_s, used(100))}, m_request);
        QCOMPARE(*found, QStringList{u"0 View/local/raw/new.png"_s});
    }

    void picturesThatShareOneSeedAreAllFound()
    {
        GenerationRequest request = m_request;
        request.others[u"noseedincrement"_s] = true;
        QJsonObject told = used(100);
        told[u"noseedincrement"_s] = true;
        QJsonArray files;
        for (const QString &name : {u"d"_s, u"c"_s, u"b"_s, u"a"_s}) // the newest first; one too many
            files << file(u"raw/%1.png"_s.arg(name), told);
        QCOMPARE(*search(files, request),
                 (QStringList{u"0 View/local/raw/d.png"_s, u"1 View/local/raw/c.png"_s,
                              u"2 View/local/raw/b.png"_s}));
    }

    void picturesOfEarlierDaysAreOthers()
    {
        const auto found = search({file(u"raw/lag.png"_s, used(100), u"2026-08-20"_s),
                                   file(u"raw/old.png"_s, used(101), u"2026-08-01"_s)},
                                  m_request);
        QCOMPARE(*found, QStringList{u"0 View/local/raw/lag.png"_s});
    }

    void withoutASeedNothingIsClaimed()
    {
        GenerationRequest unseeded = m_request;
        unseeded.seed.reset();
        QVERIFY(search({file(u"raw/a.png"_s, used(100))}, unseeded)->isEmpty());
        unseeded.seed = -1;
        QVERIFY(search({file(u"raw/a.png"_s, used(100))}, unseeded)->isEmpty());
    }

    void theFolderFollowsTheServersHabit()
    {
        const auto found = search({file(u"raw/a.png"_s, used(100))}, m_request,
                                  "{'session_id':'s','user_id':'ada','output_append_user':false}");
        QCOMPARE(*found, QStringList{u"0 Output/raw/a.png"_s});
    }

    void aServerThatDoesNotLetLookHasNone()
    {
        const auto found
            = search({file(u"raw/a.png"_s, used(100))}, m_request, "{'error':'Invalid or unauthorized.'}");
        QVERIFY(found->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestImageSearch)
#include "tst_imagesearch.moc"
