// SPDX-License-Identifier: GPL-3.0-or-later
#include "error.h"

#include "ornull.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

struct Row {
    Error::Kind kind;
    QLatin1String code;
    int exit;
};

using Kind = Error::Kind;

constexpr std::array rows{
    Row{Kind::Usage, "usage"_L1, 2},
    Row{Kind::AmbiguousId, "ambiguous_id"_L1, 2},
    Row{Kind::Unreachable, "server_unreachable"_L1, 3},
    Row{Kind::ConnectionLost, "connection_lost"_L1, 3},
    Row{Kind::NotAuthorised, "not_authorised"_L1, 4},
    Row{Kind::Refused, "refused"_L1, 5},
    Row{Kind::Partial, "partial"_L1, 6},
    Row{Kind::Timeout, "timeout"_L1, 7},
    Row{Kind::SessionNotFound, "session_not_found"_L1, 8},
    Row{Kind::ModelNotFound, "model_not_found"_L1, 8},
    Row{Kind::Cancelled, "cancelled"_L1, 9},
    Row{Kind::Failed, "failed"_L1, 1},
    Row{Kind::BadReply, "bad_reply"_L1, 1},
    Row{Kind::FileSystem, "file_system"_L1, 1},
    Row{Kind::Locked, "locked"_L1, 1},
    Row{Kind::Internal, "internal"_L1, 1},
};

const Row &rowOf(Error::Kind kind)
{
    return *std::ranges::find(rows, kind, &Row::kind);
}

} // namespace

QString Error::sentence() const
{
    return hint.isEmpty() ? message : message + u' ' + hint;
}

QLatin1String errorCode(Error::Kind kind)
{
    return rowOf(kind).code;
}

Error::Kind errorKind(QStringView code)
{
    const auto row = std::ranges::find_if(rows, [code](const Row &r) { return code == r.code; });
    return row == rows.end() ? Kind::Internal : row->kind;
}

int exitCode(Error::Kind kind)
{
    return rowOf(kind).exit;
}

QJsonObject toJson(const Error &error, const QString &sessionId)
{
    return {{"code"_L1, QString(errorCode(error.kind))},
            {"message"_L1, error.message},
            {"hint"_L1, orNull(error.hint)},
            {"exit_code"_L1, exitCode(error.kind)},
            {"session_id"_L1, orNull(sessionId)},
            {"details"_L1, error.details}};
}
