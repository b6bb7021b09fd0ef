// SPDX-License-Identifier: GPL-3.0-or-later
#include "failures.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using demo::Failures;
using Kind = Failures::Kind;

class TestDemoFailures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyNameIsKnown_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<qint64>("value");
        QTest::newRow("failing backend") << u"backend-error"_s << Kind::BackendError << 0LL;
        QTest::newRow("no WebSockets") << u"refuse-upgrade"_s << Kind::RefuseUpgrade << 0LL;
        QTest::newRow("cut") << u"drop-socket"_s << Kind::DropSocket << 2LL;
        QTest::newRow("cut later") << u"drop-socket=9"_s << Kind::DropSocket << 9LL;
        QTest::newRow("silent") << u"no-progress"_s << Kind::NoProgress << 0LL;
        QTest::newRow("nothing drawn") << u"empty-result"_s << Kind::EmptyResult << 0LL;
        QTest::newRow("needs an account") << u"login"_s << Kind::Login << 0LL;
        QTest::newRow("needs a header") << u"unauthorized"_s << Kind::Unauthorized << 0LL;
        QTest::newRow("another server") << u"not-swarm"_s << Kind::NotSwarm << 0LL;
        QTest::newRow("slow") << u"slow=150"_s << Kind::Slow << 150LL;
        QTest::newRow("no backends") << u"no-backends"_s << Kind::NoBackends << 0LL;
        QTest::newRow("no pictures") << u"image-404"_s << Kind::ImageMissing << 0LL;
        QTest::newRow("stays open") << u"never-close"_s << Kind::NeverClose << 0LL;
    }

    void everyNameIsKnown()
    {
        QFETCH(QString, word);
        QFETCH(Kind, kind);
        QFETCH(qint64, value);
        const Result<Failures> failures = Failures::read({word});
        QVERIFY(failures);
        QCOMPARE(failures->value(kind), std::optional(value));
    }

    void allAreWrittenDown()
    {
        QFile file(QFINDTESTDATA("../../docs/command-line.md"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QString section
            = QString::fromUtf8(file.readAll()).section("| `--fail` | what"_L1, 1).section("\n\n"_L1, 0, 0);
        static const QRegularExpression word(u"`([^`]+)`"_s);
        QStringList written;
        for (const QString &line : section.split(u'\n')) {
            for (auto words = word.globalMatch(line.section(u'|', 1, 1)); words.hasNext();)
                written << words.next().captured(1);
        }
        QStringList known = Failures::forms();
        known.sort();
        written.sort();
        QCOMPARE(written, known);
    }

    void severalGoTogether()
    {
        const Result<Failures> failures = Failures::read({u"slow=5"_s, u"image-404"_s});
        QVERIFY(failures);
        QVERIFY(failures->has(Kind::Slow) && failures->has(Kind::ImageMissing));
        QVERIFY(!failures->has(Kind::Login));
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown lists the known") << u"explode"_s << u"refuse-upgrade"_s;
        QTest::newRow("unknown is named") << u"explode"_s << u"“explode”"_s;
        QTest::newRow("no number") << u"slow=soon"_s << u"“slow” needs a whole number"_s;
        QTest::newRow("negative") << u"slow=-3"_s << u"“slow” needs a whole number"_s;
        QTest::newRow("number forgotten") << u"fail-seed"_s << u"fail-seed=N"_s;
        QTest::newRow("empty") << QString() << u"Known are"_s;
    }

    void nonsenseIsRefused()
    {
        QFETCH(QString, word);
        QFETCH(QString, said);
        const Result<Failures> failures = Failures::read({word});
        QVERIFY(!failures);
        QCOMPARE(failures.error().kind, Error::Kind::Usage);
        QVERIFY2(failures.error().sentence().contains(said), qPrintable(failures.error().sentence()));
    }

    void wordsOfAPromptCountForItAlone_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<qint64>("value"); // -1: not asked for
        QTest::newRow("fails") << u"a red apple demo-fail"_s << Kind::BackendError << 0LL;
        QTest::newRow("fails at a seed") << u"demo-fail-seed=101 apple"_s << Kind::FailSeed << 101LL;
        QTest::newRow("that is not failing always")
            << u"demo-fail-seed=101 apple"_s << Kind::BackendError << -1LL;
        QTest::newRow("empty") << u"x demo-empty"_s << Kind::EmptyResult << 0LL;
        QTest::newRow("deaf") << u"demo-deaf"_s << Kind::Deaf << 0LL;
        QTest::newRow("slow steps") << u"demo-step=40"_s << Kind::StepTime << 40LL;
        QTest::newRow("pictures between") << u"demo-intermediate=2"_s << Kind::Intermediates << 2LL;
        QTest::newRow("a value forgotten") << u"demo-step"_s << Kind::StepTime << -1LL;
        QTest::newRow("of the whole server") << u"demo-not-swarm"_s << Kind::NotSwarm << -1LL;
        QTest::newRow("an unknown word is a prompt") << u"demo-crazy city"_s << Kind::BackendError << -1LL;
        QTest::newRow("part of a word") << u"thedemo-fail"_s << Kind::BackendError << -1LL;
    }

    void wordsOfAPromptCountForItAlone()
    {
        QFETCH(QString, prompt);
        QFETCH(Kind, kind);
        QFETCH(qint64, value);
        const Result<Failures> common = Failures::read({u"slow=1"_s});
        const Failures failures = Failures::inPrompt(prompt, *common);
        QCOMPARE(failures.value(kind).value_or(-1), value);
        QVERIFY(failures.has(Kind::Slow));
        QVERIFY(!common->has(kind));
    }
};

QTEST_GUILESS_MAIN(TestDemoFailures)
#include "tst_demofailures.moc"
