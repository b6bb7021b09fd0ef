// SPDX-License-Identifier: GPL-3.0-or-later
#include "verdicts.h"
#include "wirefeeder.h"
#include "wireworker.h"
#include "workers.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

// What the server's messages cost, beside the predecessor's way to read them. Both read the same bytes from
// the same process, in turns.
namespace
{

constexpr qsizetype kilobyte = 1000;
constexpr qsizetype megabyte = 1000 * kilobyte;

/// The figures of one process that begins when all are ready.
Figures figuresOf(const QString &program, const QStringList &arguments)
{
    Workers worker;
    worker.add(program, arguments);
    worker.openGate();
    return worker.hearAll().figures;
}

Figures ours(const QStringList &arguments)
{
    return figuresOf(QCoreApplication::applicationFilePath(), QStringList(u"--worker"_s) + arguments);
}

void measureMessages(Verdicts &verdicts, qsizetype size, int messages, double target)
{
    constexpr int repeats = 7;
    const WireFeeder feeder(WireFeeder::Feed::Progress, size, messages);
    const QStringList what{feeder.port(), QString::number(messages)};
    Verdicts::Rounds clock;
    Verdicts::Rounds processor;
    for (int repeat = 0; repeat < repeats; ++repeat) {
        const Figures own = ours(QStringList(u"progress"_s) + what);
        const Figures standIn = figuresOf(QStringLiteral(WIREREADER), what);
        clock.ours.push_back(own.at(0));
        clock.standIn.push_back(standIn.at(0));
        processor.ours.push_back(own.at(1));
        processor.standIn.push_back(standIn.at(1));
    }
    const QString name = u"message of progress, %1 KB, "_s.arg(size / kilobyte);
    verdicts.timesAsFast(name + u"predecessor"_s, clock, target);
    verdicts.note(name + u"processor, predecessor"_s, processor);
}

void measureProgress(Verdicts &verdicts)
{
    measureMessages(verdicts, 100 * kilobyte, 2000, 5);
    measureMessages(verdicts, megabyte, 200, 4);
}

void measurePicture(Verdicts &verdicts)
{
    constexpr qsizetype size = 30 * megabyte;
    const WireFeeder feeder(WireFeeder::Feed::Picture, size);
    const Figures grown = ours({u"picture"_s, feeder.port(), QString::number(size)});
    verdicts.atMost(u"memory for a picture of 30 MB in one message"_s,
                    {double(grown.at(0).count()) / megabyte, u"MB"_s}, 3.0 * size / megabyte);
}

void measureRuns(Verdicts &verdicts)
{
    constexpr int runs = 100;
    const Figures told = ours({u"runs"_s, QString::number(runs)});
    const QString name = u"%1 runs at once, with their server, "_s.arg(runs);
    verdicts.note(name + u"all in all"_s, told.at(0));
    verdicts.note(name + u"memory"_s, {double(told.at(1).count()) / megabyte, u"MB"_s});
    verdicts.atMost(name + u"failed"_s, {double(told.at(2).count()), {}}, 0);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList wanted = application.arguments().mid(1);
    if (wanted.value(0) == "--feeder"_L1)
        return runWireFeeder(wanted.mid(1));
    if (wanted.value(0) == "--worker"_L1)
        return runWireWorker(wanted.mid(1));
    const QList<std::pair<QString, void (*)(Verdicts &)>> measures{
        {u"progress"_s, measureProgress}, {u"picture"_s, measurePicture}, {u"runs"_s, measureRuns}};
    Verdicts verdicts;
    for (const auto &[name, measure] : measures)
        if (wanted.isEmpty() || wanted.contains(name))
            measure(verdicts);
    return verdicts.allMet() ? 0 : 1;
}
