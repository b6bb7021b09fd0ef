// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmprotocol.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSwarmAddress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void routesLieUnderTheBase_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<bool>("webSocket");
        QTest::addColumn<QString>("url");
        QTest::newRow("plain") << u"http://localhost:7801"_s << false
                               << u"http://localhost:7801/API/ListModels"_s;
        QTest::newRow("slash") << u"http://localhost:7801/"_s << false
                               << u"http://localhost:7801/API/ListModels"_s;
        QTest::newRow("path") << u"https://host/swarm/"_s << false << u"https://host/swarm/API/ListModels"_s;
        QTest::newRow("socket") << u"http://[::1]:7801"_s << true << u"ws://[::1]:7801/API/ListModels"_s;
        QTest::newRow("safe socket") << u"https://host/swarm"_s << true
                                     << u"wss://host/swarm/API/ListModels"_s;
        QTest::newRow("secrets stay out")
            << u"http://u:p@host/?k=v#f"_s << false << u"http://host/API/ListModels"_s;
    }
    void routesLieUnderTheBase()
    {
        QFETCH(QString, base);
        QFETCH(bool, webSocket);
        QFETCH(QString, url);
        QCOMPARE(SwarmProtocol::routeUrl(QUrl(base), u"ListModels", webSocket).toString(QUrl::FullyEncoded),
                 url);
    }

    void imagesAreEncodedAsTheServerDecodesThem_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("encoded");
        const auto row = [](const char *name, const QString &path, const char *encoded) {
            QTest::newRow(name) << path << QByteArray(encoded);
        };
        row("space", u"View/local/raw/2026-08-21/a cat-x.png"_s, "View/local/raw/2026-08-21/a%20cat-x.png");
        row("marks", u"View/it's, (a) b+c!.png"_s, "View/it%27s%2C%20%28a%29%20b%2Bc%21.png");
        row("percent", u"View/100%25.png"_s, "View/100%252525.png");
        row("percent alone", u"View/50%.png"_s, "View/50%2525.png");
        row("emoji", u"View/🦊.png"_s, "View/%F0%9F%A6%8A.png");
        row("question and hash", u"View/a?b#c.png"_s, "View/a%3Fb%23c.png");
        row("leading slash", u"/View/a.png"_s, "View/a.png");
        row("up", u"View/../../Login"_s, "View/Login");
        row("here", u"./View/./a.png"_s, "View/a.png");
        row("dots that are a name", u"View/...png"_s, "View/...png");
        row("another host stays a name", u"http://evil/a.png"_s, "http%3A/evil/a.png");
    }
    void imagesAreEncodedAsTheServerDecodesThem()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, encoded);
        QCOMPARE(SwarmProtocol::imageUrl(QUrl(u"http://h:1/s/"_s), path).toEncoded(),
                 "http://h:1/s/" + encoded);
    }

    void dataUrlsAreDecoded_data()
    {
        QTest::addColumn<QByteArray>("dataUrl");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("png") << QByteArray("data:image/png;base64,iVBORw==") << QByteArray("\x89PNG");
        QTest::newRow("parameters") << QByteArray("data:image/png;x=1;base64,QQ==") << QByteArray("A");
        QTest::newRow("junk") << QByteArray("data:image/png;base64,%%%") << QByteArray();
        QTest::newRow("not base64") << QByteArray("data:text/plain,hello") << QByteArray();
        QTest::newRow("path") << QByteArray("View/a.png") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }
    void dataUrlsAreDecoded()
    {
        QFETCH(QByteArray, dataUrl);
        QTEST(SwarmProtocol::decodeDataUrl(dataUrl), "bytes");
    }

    void serversAreNamedByHostAndPort()
    {
        QCOMPARE(SwarmProtocol::serverName(QUrl(u"http://u:p@studio:7801/x"_s)), u"studio:7801"_s);
        QCOMPARE(SwarmProtocol::serverName(QUrl(u"https://studio"_s)), u"studio"_s);
        QCOMPARE(SwarmProtocol::serverName(QUrl(u"http://[::1]:7801"_s)), u"[::1]:7801"_s);
    }
};

QTEST_GUILESS_MAIN(TestSwarmAddress)
#include "tst_swarmaddress.moc"
