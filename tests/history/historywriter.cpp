// SPDX-License-Identifier: GPL-3.0-or-later
#include "history.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace Qt::StringLiterals;

/// historywriter FOLDER NAME COUNT: keeps COUNT sessions "NAME-0" … as one of many processes, and one called
/// "shared". Prints each error.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto history = openHistory(arguments.value(1), QCoreApplication::applicationDirPath());
    QTextStream out(stdout);
    const QDateTime start = QDateTime::fromSecsSinceEpoch(1'790'000'000, Qt::UTC);
    const QString name = arguments.value(2);
    const int count = arguments.value(3).toInt();
    for (int i = 0; i <= count; ++i) {
        const QString id = i == count ? u"shared"_s : name + u'-' + QString::number(i);
        const Result<> kept = history->record({.sessionId = id,
                                               .project = u"/projects/"_s + name,
                                               .outcome = Outcome::Completed,
                                               .prompt = u"a prompt of "_s + name,
                                               .startTime = start,
                                               .endTime = start.addSecs(i)});
        if (!kept)
            out << kept.error().sentence() << Qt::endl;
    }
    return 0;
}
