// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statedocument.h"

#include <QFile>

using namespace Qt::StringLiterals;

/// The same id for the same number, always.
inline QString numberedId(int number)
{
    return u"0b9c7f3e-0000-4000-8000-%1"_s.arg(number, 12, 10, QChar(u'0'));
}

/// A session of somebody else as it stands in a file full of work; `at` is when it was last heard of.
inline Session numberedSession(int number, const QDateTime &at)
{
    return {.id = numberedId(number),
            .status = Session::Status::Generating,
            .stage = Session::Stage::Sampling,
            .progress = (number % 100) / 100.0,
            .startTime = at.addSecs(-300),
            .updatedAt = at.addSecs(-(number % 60)),
            .images = 4,
            .imagesDone = number % 4,
            .label = u"hero"_s,
            .server = u"http://localhost:7801"_s,
            .owner = Owner{.host = u"studio"_s,
                           .user = u"ada"_s,
                           .boot = u"1e9d5bc4-4a7c-4f0c-9c39-5d1c7b2d1a90"_s,
                           .ns = 4026531836,
                           .pid = 4711 + number,
                           .started = 8812345}};
}

/// The bytes of a state file with the sessions number 0 to `count` - 1.
inline QByteArray numberedSessions(int count, const QDateTime &at)
{
    StateEdit edit;
    for (int i = 0; i < count; ++i) {
        const Session one = numberedSession(i, at);
        edit.own[one.id] = one;
    }
    StateDocument document;
    [[maybe_unused]] const bool changed = merge(document, edit, at, [](const Session &) { return true; });
    return document.toBytes();
}
