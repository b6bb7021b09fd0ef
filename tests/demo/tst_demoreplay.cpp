// SPDX-License-Identifier: GPL-3.0-or-later
// The demo server asked what a real one was asked. SWARMUI_TRANSCRIPTS names the folder of recordings.
#include "demoreplay.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Recordings that cannot be replayed yet, and why.
const QHash<QString, QString> &leftOut()
{
    static const QHash<QString, QString> names{
        {u"a1111-one-image"_s, u"the demo server has no backends of that type"_s},
        {u"accounts"_s, u"the demo server has no accounts"_s},
        {u"login-rate-limit"_s, u"the demo server has no accounts"_s},
        {u"backend-down"_s, u"the demo server's backends do not break by themselves"_s},
        {u"limits-and-output-path"_s, u"the server's settings were other ones"_s},
        {u"restart"_s, u"the demo server remembers nothing"_s},
        {u"ws-server-stops"_s,
         u"what stopped the server is not in the recording; see the test of interrupts"_s},
        {u"ws-first-message-timeout"_s, u"takes a minute; see the test of conversations"_s},
        {u"ws-keep-alive"_s, u"takes two minutes; see the test of conversations"_s},
        {u"ws-mini-grid"_s, u"the demo server makes no grids"_s},
        {u"ws-image-formats"_s, u"the demo server writes no WebP"_s},
        {u"ws-raw-data"_s, u"the demo server's backends have no messages of their own"_s},
        {u"http-client-disconnects"_s, u"its request is not in the recording; see the test of routes"_s},
        {u"http-generate-interrupted"_s,
         u"the neighbour's job is not in the recording; see the test of interrupts"_s},
        {u"ws-interrupt-queued"_s,
         u"the neighbour's job is not in the recording; see the test of interrupts"_s},
    };
    return names;
}

} // namespace

class TestDemoReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asRecorded_data()
    {
        QTest::addColumn<Transcript>("transcript");
        const QList<Transcript> all = Transcript::all();
        if (all.isEmpty())
            QSKIP("SWARMUI_TRANSCRIPTS names no recordings");
        for (const Transcript &transcript : all)
            QTest::newRow(qPrintable(transcript.name)) << transcript;
    }

    void asRecorded()
    {
        QFETCH(Transcript, transcript);
        if (leftOut().contains(transcript.name))
            QSKIP(qPrintable(leftOut()[transcript.name]));
        DemoScene::Setting setting{.step = 5ms};
        setting.tempo.launch = 3ms;
        setting.tempo.linger = 40ms;
        if (transcript.name == "no-backend"_L1)
            setting.failures = QStringList{u"no-backends"_s};
        if (transcript.name == "network-authorization"_L1)
            setting.authorization = "Bearer not-a-real-passphrase";
        DemoScene scene(setting);
        if (transcript.name != "no-backend"_L1 && !transcript.name.contains("first-load"_L1)
            && setting.authorization.isEmpty())
            scene.post("SelectModel", {{"model"_L1, "demo"_L1}},
                       scene.newSession()); // as before the recordings
        // the demo server has no translations
        const QStringList differences = DemoReplay(scene, transcript).run({u"GetLanguage, unknown"_s});
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestDemoReplay)
#include "tst_demoreplay.moc"
