// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedbackends.h"

#include "recordedanswer.h"
#include "serverevent.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

using Kind = DemoBackend::Kind;

const Transcript::Http *firstCall(const Transcript &transcript, const QByteArray &route)
{
    const auto found = std::ranges::find_if(transcript.calls, [&route](const Transcript::Http &call) {
        return call.route() == route && RecordedAnswer(call).isGood;
    });
    return found == transcript.calls.end() ? nullptr : &*found;
}

DemoBackend backendFrom(const QJsonObject &row)
{
    const bool isWebUi = row["type"_L1].toString().startsWith("auto_webui"_L1);
    return {.kind = isWebUi ? Kind::WebUi : Kind::Comfy,
            .mayIdle = row["settings"_L1]["AllowIdle"_L1].toBool()};
}

/// The first status that was told, in an answer or over a socket.
QJsonObject firstStatus(const Transcript &transcript)
{
    if (const Transcript::Http *call = firstCall(transcript, "getcurrentstatus"))
        return RecordedAnswer(*call).object;
    for (const Transcript::Socket &socket : transcript.sockets) {
        for (const Transcript::Frame &message : socket.messages()) {
            const QJsonObject told = QJsonDocument::fromJson(message.payload).object();
            if (told.contains("backend_status"_L1))
                return told;
        }
    }
    return {};
}

QList<DemoBackend> listedBackends(const QJsonObject &rows)
{
    QList<DemoBackend> backends;
    for (auto row = rows.begin(); row != rows.end(); ++row)
        backends << backendFrom(row.value().toObject());
    return backends;
}

} // namespace

QList<DemoBackend> recordedBackends(const Transcript &transcript)
{
    const QJsonObject status = firstStatus(transcript);
    QList<DemoBackend> backends{DemoBackend{}};
    const QJsonArray features = status["supported_features"_L1].toArray();
    const bool isWebUi = transcript.backend.contains("a1111"_L1, Qt::CaseInsensitive)
        || (features.contains("autowebui"_L1) && !features.contains("comfyui"_L1));
    if (isWebUi)
        backends.first().kind = Kind::WebUi;
    const QString state = status["backend_status"_L1]["status"_L1].toString();
    if (state == "empty"_L1 || transcript.backend == "none"_L1)
        backends.clear();
    if (const Transcript::Http *listing = firstCall(transcript, "listbackends"))
        backends = listedBackends(RecordedAnswer(*listing).object);
    for (DemoBackend &backend : backends) {
        backend.reachable = !beginsWithoutBackend(transcript);
        backend.enabled = state != "all_disabled"_L1;
    }
    return backends;
}
