// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionprogress.h"

#include <algorithm>
#include <cmath>

namespace
{

struct Place {
    Session::Status status;
    Session::Stage stage;
};

Place placeOf(JobProgress::Phase phase)
{
    using Phase = JobProgress::Phase;
    switch (phase) {
    case Phase::Sent:
        return {Session::Status::Pending, Session::Stage::None};
    case Phase::Queued:
        return {Session::Status::Starting, Session::Stage::Queued};
    case Phase::LoadingModel:
        return {Session::Status::Starting, Session::Stage::LoadingModel};
    case Phase::Sampling:
        return {Session::Status::Generating, Session::Stage::Sampling};
    case Phase::Reconnecting:
        return {Session::Status::Generating, Session::Stage::Reconnecting};
    }
    Q_UNREACHABLE();
}

double fourDecimals(double fraction)
{
    return std::round(std::clamp(fraction, 0.0, 1.0) * 1e4) / 1e4;
}

} // namespace

Session withProgress(Session session, const JobProgress &progress)
{
    const Place place = placeOf(progress.phase);
    if (session.stage != Session::Stage::Cancelling && place.status >= session.status)
        session.stage = place.stage;
    session.status = std::max(session.status, place.status);
    session.progress = std::max(session.progress, fourDecimals(progress.overall));
    session.imagesDone = std::max(session.imagesDone, progress.imagesDone);
    return session;
}
