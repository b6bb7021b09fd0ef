// SPDX-License-Identifier: GPL-3.0-or-later
// Replays recordings of real servers in both directions, from the files alone: a line for each.
#include "replayrun.h"
#include "transcript.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

constexpr int wrongUse = 2;
constexpr auto usage
    = "Usage: replay DIR [FILE...]\n"
      "Plays each recording of the folder (or these of it) to the client, and asks the demo\n"
      "server what was asked of the real one. Ends with 0 where all is as recorded, else 1.\n";

void print(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

int refuse(const QString &sentence)
{
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
    return wrongUse;
}

int replayOne(const QString &direction, const QString &file)
{
    const Verdict verdict = replayed(file, direction == "client"_L1 ? Direction::Client : Direction::Demo);
    print(verdict.line());
    return verdict.kind == Verdict::Kind::AsRecorded ? 0 : 1;
}

// Names are those of files in the folder, with or without ".json".
QStringList filesNamed(const QDir &folder, const QStringList &names)
{
    QStringList files;
    for (const QString &name : names) {
        const bool isThere = QFileInfo::exists(folder.filePath(name));
        files << folder.filePath(isThere ? name : name + ".json"_L1);
    }
    return files;
}

int replayMany(QCoreApplication &app, const QString &folder, const QStringList &names)
{
    if (!QFileInfo(folder).isDir())
        return refuse(u"“%1” is not a folder."_s.arg(folder));
    const QStringList files = names.isEmpty() ? Transcript::filesIn(folder) : filesNamed(QDir(folder), names);
    if (files.isEmpty())
        return refuse(u"The folder “%1” holds no recordings (*.json)."_s.arg(folder));
    ReplayRun run(QCoreApplication::applicationFilePath(), files, {}, print);
    QObject::connect(&run, &ReplayRun::finished, &app, &QCoreApplication::exit, Qt::QueuedConnection);
    run.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().sliced(1);
    if (arguments.value(0) == "--one"_L1 && arguments.size() == 3)
        return replayOne(arguments[1], arguments[2]);
    if (arguments.value(0) == "--help"_L1 || arguments.value(0) == "-h"_L1) {
        std::fputs(usage, stdout);
        return 0;
    }
    if (arguments.isEmpty() || arguments.first().startsWith(u'-')) {
        std::fputs(usage, stderr);
        return wrongUse;
    }
    return replayMany(app, arguments.first(), arguments.sliced(1));
}
