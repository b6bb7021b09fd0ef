// SPDX-License-Identifier: GPL-3.0-or-later
#include "serversetting.h"

#include "recordedaccounts.h"
#include "recordedanswer.h"
#include "recordedbackends.h"
#include "recordedmodels.h"
#include "recordedpace.h"
#include "recordedwork.h"
#include "serverevent.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mebibyte = 1024LL * 1024;

const QRegularExpression versionNumber(u"\\d+(?:\\.\\d+){1,3}"_s);

// The whole value that let requests in where those without were turned away.
QByteArray requiredAuthorization(const Transcript &transcript)
{
    const bool isRequired
        = std::ranges::any_of(transcript.calls, [](const Transcript::Http &call) { return !wasLetIn(call); });
    for (const Transcript::Http &call : transcript.calls) {
        const QByteArray value = call.requestHeader("Authorization");
        if (isRequired && !value.isEmpty() && wasLetIn(call))
            return value;
    }
    const bool refusesSockets = std::ranges::any_of(
        transcript.sockets, [](const Transcript::Socket &socket) { return socket.status == 401; });
    return isRequired || refusesSockets ? QByteArray("Bearer never-sent") : QByteArray();
}

// As its words say, or between the largest request that was taken and the smallest that was too large.
qint64 requestLimit(const Transcript &transcript, qint64 usual)
{
    static const QRegularExpression said(u"MaxNetworkRequestMegabytes\\D+(\\d+)"_s);
    if (const auto match = said.match(transcript.setup); match.hasMatch())
        return match.captured(1).toLongLong() * mebibyte;
    qint64 limit = usual;
    for (const Transcript::Http &call : transcript.calls) {
        const qint64 size = call.requestHeader("Content-Length").toLongLong();
        const bool isTooLarge = RecordedAnswer(call).error == "bad content length"_L1 && size > 0;
        if (isTooLarge && size < limit)
            limit = std::max(size / mebibyte * mebibyte, size > mebibyte ? mebibyte : size);
    }
    return limit;
}

bool hasUserInPaths(const Transcript &transcript)
{
    return std::ranges::none_of(transcript.calls, [](const Transcript::Http &call) {
        const QJsonObject told = RecordedAnswer(call).object;
        return told["output_append_user"_L1].toBool(true) == false
            || told["images"_L1][0].toString().startsWith("Output/"_L1);
    });
}

// The version where it is an older one than the demo server speaks anyway.
QString olderVersion(const Transcript &transcript)
{
    QString told = versionNumber.match(transcript.server).captured();
    for (const Transcript::Http &call : transcript.calls) {
        if (told.isEmpty())
            told = versionNumber.match(RecordedAnswer(call).object["version"_L1].toString()).captured();
    }
    static const QVersionNumber newest(0, 9, 8);
    return told.isEmpty() || QVersionNumber::fromString(told) >= newest ? QString() : told;
}

// The day of the recording, so that pictures have the dates that are asked for, and time that goes on.
std::function<QDateTime()> clockOf(const Transcript &transcript)
{
    static const QRegularExpression folder(u"/(\\d{4}-\\d\\d-\\d\\d)/\\d{7}"_s);
    QDate day = transcript.day;
    for (const Transcript::Http &call : transcript.calls) {
        const auto match = folder.match(QString::fromUtf8(call.answer));
        if (match.hasMatch())
            day = QDate::fromString(match.captured(1), Qt::ISODate);
    }
    if (!day.isValid())
        return {};
    QElapsedTimer sinceThen;
    sinceThen.start();
    return [begin = QDateTime(day, QTime(12, 0)), sinceThen] { return begin.addMSecs(sinceThen.elapsed()); };
}

// What was drawn without waiting for a model was loaded before. Over HTTP waiting does not show.
QString modelLoadedBefore(const Transcript &transcript)
{
    const QList<RecordedWork> work = recordedWork(transcript);
    if (beginsWithoutBackend(transcript))
        return {};
    for (const RecordedWork &one : work) {
        if (one.isSocket && !one.model.isEmpty())
            return one.loaded ? QString() : one.model;
    }
    return work.isEmpty() ? QString() : work.first().model;
}

} // namespace

ServerSetting ServerSetting::of(const Transcript &transcript)
{
    ServerSetting setting;
    DemoOptions &options = setting.options;
    options.chosenBackends = recordedBackends(transcript);
    options.backends = int(options.chosenBackends.size());
    options.requiredAuthorization = requiredAuthorization(transcript);
    options.accounts = recordedAccounts(transcript);
    options.asVersion = olderVersion(transcript);
    options.requestLimit = requestLimit(transcript, options.requestLimit);
    options.userInPaths = hasUserInPaths(transcript);
    options.clock = clockOf(transcript);
    options.models = recordedModels(transcript);
    setting.pace = recordedPace(transcript);
    setting.tempo = tempoAt(setting.pace, transcript);
    options.stepTime = setting.tempo.step;
    setting.loadedModel = modelLoadedBefore(transcript);
    return setting;
}
