// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"

#include "statedocument.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

// An entry is promised to stay within 1 KB, so each of its texts has a length that it may have in bytes.
constexpr qsizetype labelBytes = 80;
constexpr qsizetype serverBytes = 96;

const QString ownId = u"0b9c7f3e-1111-4222-8333-444455556666"_s;
const QString nobodysId = u"c41d22a9-1111-4222-8333-444455556666"_s;
const QString asker = u"eve@studio"_s;

/// Before all that can stand in a file: to a reader of that time nothing is stale.
const QDateTime dawn(QDate(1970, 1, 1), QTime(0, 0), Qt::UTC);

bool steers(QChar character)
{
    const char16_t code = character.unicode();
    return character.category() == QChar::Other_Control || (code >= 0x2028 && code <= 0x202e)
        || (code >= 0x2066 && code <= 0x2069);
}

bool isPlain(const QString &text, qsizetype most)
{
    return text.toUtf8().size() <= most && std::ranges::none_of(text, steers);
}

bool isSane(const std::optional<Owner> &owner)
{
    return !owner
        || (owner->pid > 0 && isPlain(owner->host, ownerNameBytes) && isPlain(owner->user, ownerNameBytes)
            && isPlain(owner->boot, ownerNameBytes));
}

bool isSane(const QDateTime &moment)
{
    return !moment.isValid() || (moment.date().year() >= 1970 && moment.date().year() <= 9999);
}

QString brokenClaimOf(const Session &session)
{
    if (!(session.progress >= 0 && session.progress <= 1))
        return u"progress is a fraction"_s;
    if (session.images < 0 || session.imagesDone < 0)
        return u"no count is negative"_s;
    if (!isPlain(session.label, labelBytes) || !isPlain(session.server, serverBytes)
        || !isPlain(session.cancelBy, ownerNameBytes))
        return u"texts are plain and short"_s;
    if (!isSane(session.owner))
        return u"an owner has a pid and plain names"_s;
    if (!isSane(session.startTime) || !isSane(session.updatedAt))
        return u"times lie within what can be written"_s;
    return {};
}

QString brokenClaimOf(const Sessions &sessions)
{
    for (const auto &[id, session] : sessions) {
        if (session.id != id)
            return u"a session is known by its key"_s;
        if (const QString broken = brokenClaimOf(session); !broken.isEmpty())
            return broken;
    }
    return {};
}

Session ownSession()
{
    return {.id = ownId,
            .status = Session::Status::Generating,
            .stage = Session::Stage::Sampling,
            .progress = 0.4375,
            .startTime = dawn.addDays(1),
            .updatedAt = dawn.addDays(2),
            .images = 4,
            .imagesDone = 1,
            .label = u"hero"_s,
            .server = u"http://localhost:7801"_s,
            .owner
            = Owner{.host = u"studio"_s, .user = u"ada"_s, .boot = u"b"_s, .ns = 1, .pid = 7, .started = 9}};
}

/// One's own session is put, the first of the others is asked to stop, the last has ended.
StateEdit editOf(const Sessions &sessions)
{
    StateEdit edit{.own = {{ownId, ownSession()}},
                   .gone = {nobodysId},
                   .cancelRequests = {{nobodysId, asker}},
                   .remembered = {}};
    if (sessions.empty())
        return edit;
    edit.cancelRequests.emplace(sessions.begin()->first, asker);
    if (const QString &last = sessions.rbegin()->first; sessions.size() > 1 && last != ownId)
        edit.gone.append(last);
    return edit;
}

/// What is to stand there after the edit.
Sessions expectedAfter(Sessions sessions, const StateEdit &edit)
{
    for (const QString &id : edit.gone)
        sessions.erase(id);
    Session own = edit.own.at(ownId);
    if (const auto former = sessions.find(ownId); former != sessions.end()) {
        own.cancelRequested = former->second.cancelRequested;
        own.cancelBy = former->second.cancelBy;
    }
    sessions.insert_or_assign(ownId, own);
    for (const auto &[id, by] : edit.cancelRequests) {
        const auto asked = sessions.find(id);
        if (asked == sessions.end() || isForeign(id) || asked->second.cancelRequested)
            continue;
        asked->second.cancelRequested = true;
        asked->second.cancelBy = by;
    }
    return sessions;
}

bool nobodyLives(const Session &)
{
    return false;
}

QString difference(const Sessions &expected, const Sessions &found)
{
    if (expected.size() != found.size())
        return u"%1 sessions stay, not %2"_s.arg(expected.size()).arg(found.size());
    for (const auto &[id, session] : expected) {
        const auto other = found.find(id);
        if (other == found.end())
            return u"session “%1” stays"_s.arg(id);
        if (other->second != session)
            return id == ownId ? u"one's own session is as it was put"_s
                               : u"session “%1” stays as it was understood"_s.arg(id);
    }
    return {};
}

} // namespace

QString brokenStateDocumentClaim(const QByteArray &bytes)
{
    StateDocument document = StateDocument::parse(bytes);
    if (const QString broken = brokenClaimOf(document.sessions); !broken.isEmpty())
        return broken;
    const StateEdit edit = editOf(document.sessions);
    const Sessions expected = expectedAfter(document.sessions, edit);
    if (!merge(document, edit, dawn, nobodyLives) && !document.sessions.contains(ownId))
        return u"a new session is a change"_s;

    const QByteArray written = document.toBytes();
    QJsonParseError error;
    // A number that no double holds is JSON, and stays as others wrote it, but Qt does not read it.
    if (!QJsonDocument::fromJson(written, &error).isObject() && error.error != QJsonParseError::IllegalNumber)
        return u"what is written is JSON: %1"_s.arg(error.errorString());
    if (!written.endsWith('\n'))
        return u"what is written ends in a newline"_s;
    StateDocument again = StateDocument::parse(written);
    if (!again.problem.isEmpty())
        return u"what is written is understood: %1"_s.arg(again.problem);
    if (const QString broken = difference(expected, again.sessions); !broken.isEmpty())
        return broken;
    if (merge(again, edit, dawn, nobodyLives))
        return u"what stands there already is no change"_s;
    return {};
}
