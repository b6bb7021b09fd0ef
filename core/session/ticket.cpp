// SPDX-License-Identifier: GPL-3.0-or-later
#include "ticket.h"

#include "descriptor.h"
#include "places.h"
#include "privatefile.h"
#include "wiretime.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 ticketCap = 64LL * 1024 * 1024; ///< bytes; parameters may hold a picture
constexpr qint64 keptDays = 31;
constexpr auto ticketEnding = ".json"_L1;
constexpr auto claimEnding = ".claim"_L1;

QStringList textsFrom(const QJsonValue &value)
{
    QStringList texts;
    for (const auto &text : value.toArray())
        texts.append(text.toString());
    return texts;
}

QJsonObject toJson(const Owner &owner)
{
    return {{"host"_L1, owner.host},     {"user"_L1, owner.user}, {"boot"_L1, owner.boot},
            {"ns"_L1, qint64(owner.ns)}, {"pid"_L1, owner.pid},   {"started"_L1, qint64(owner.started)}};
}

std::optional<Owner> ownerFrom(const QJsonObject &object)
{
    if (object.isEmpty())
        return std::nullopt;
    return Owner{.host = object["host"_L1].toString(),
                 .user = object["user"_L1].toString(),
                 .boot = object["boot"_L1].toString(),
                 .ns = quint64(object["ns"_L1].toInteger()),
                 .pid = object["pid"_L1].toInteger(),
                 .started = quint64(object["started"_L1].toInteger())};
}

QJsonObject toJson(const Ticket &ticket)
{
    return {{"session_id"_L1, ticket.sessionId},
            {"project"_L1, ticket.project},
            {"state_file"_L1, ticket.stateFile},
            {"server"_L1, ticket.server},
            {"server_session"_L1, ticket.serverSession},
            {"parameters"_L1, ticket.parameters},
            {"label"_L1, ticket.label},
            {"start_time"_L1, toWireTime(ticket.startTime)},
            {"requested"_L1, ticket.requested},
            {"image_paths"_L1, QJsonArray::fromStringList(ticket.imagePaths)},
            {"local_paths"_L1, QJsonArray::fromStringList(ticket.localPaths)},
            {"saving"_L1, ticket.saving},
            {"owner"_L1, ticket.owner ? QJsonValue(toJson(*ticket.owner)) : QJsonValue()}};
}

Ticket ticketFrom(const QJsonObject &object)
{
    return {.sessionId = object["session_id"_L1].toString(),
            .project = object["project"_L1].toString(),
            .stateFile = object["state_file"_L1].toString(),
            .server = object["server"_L1].toString(),
            .serverSession = object["server_session"_L1].toString(),
            .parameters = object["parameters"_L1].toObject(),
            .label = object["label"_L1].toString(),
            .startTime = fromWireTime(object["start_time"_L1].toString()),
            .requested = object["requested"_L1].toInt(),
            .imagePaths = textsFrom(object["image_paths"_L1]),
            .localPaths = textsFrom(object["local_paths"_L1]),
            .saving = object["saving"_L1].toObject(),
            .owner = ownerFrom(object["owner"_L1].toObject())};
}

bool isStillAt(int file, const QByteArray &name)
{
    struct stat held {
    };
    struct stat found {
    };
    return ::fstat(file, &held) == 0 && ::lstat(name.constData(), &found) == 0 && held.st_ino == found.st_ino
        && held.st_dev == found.st_dev;
}

} // namespace

TicketBox::TicketBox(const QString &privateFolder, WallClock now)
    : m_folder(privateFolder.isEmpty() ? QString() : privateFolder + "/tickets"_L1)
    , m_now(std::move(now))
{
}

QString TicketBox::fileOf(const QString &sessionId) const
{
    // An id comes from a file that others write: it must not lead out of the folder.
    const bool plain
        = !sessionId.isEmpty() && sessionId.size() <= 64 && std::ranges::all_of(sessionId, [](QChar c) {
              return c == u'-' || (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'z');
          });
    return plain && !m_folder.isEmpty() ? m_folder + u'/' + sessionId + ticketEnding : QString();
}

Result<> TicketBox::write(const Ticket &ticket) const
{
    const QString file = fileOf(ticket.sessionId);
    if (file.isEmpty() || !makePrivateFolder(QFileInfo(m_folder).path()) || !makePrivateFolder(m_folder))
        return Error{
            .kind = Error::Kind::FileSystem,
            .message
            = QCoreApplication::translate("TicketBox", "Cannot keep private notes in “%1”.").arg(m_folder),
            .hint = QCoreApplication::translate("TicketBox",
                                                "Check that the folder is yours and can be written to.")};
    return replacePrivateFile(file, QJsonDocument(toJson(ticket)).toJson());
}

QStringList TicketBox::sessionIds() const
{
    QStringList ids;
    if (m_folder.isEmpty())
        return ids;
    for (const QString &name : QDir(m_folder).entryList(QDir::Files))
        if (name.endsWith(ticketEnding))
            ids += name.chopped(ticketEnding.size());
    return ids;
}

std::optional<Ticket> TicketBox::read(const QString &sessionId) const
{
    const QString file = fileOf(sessionId);
    const auto bytes = file.isEmpty() ? std::nullopt : readPrivateFile(file, ticketCap);
    if (!bytes)
        return std::nullopt;
    Ticket ticket = ticketFrom(QJsonDocument::fromJson(*bytes).object());
    return ticket.sessionId == sessionId ? std::optional(std::move(ticket)) : std::nullopt;
}

void TicketBox::remove(const QString &sessionId) const
{
    const QString file = fileOf(sessionId);
    if (file.isEmpty())
        return;
    QFile::remove(file);
    QFile::remove(file + claimEnding);
}

void TicketBox::prune() const
{
    if (m_folder.isEmpty())
        return;
    const QDateTime oldest = m_now().addDays(-keptDays);
    const QDateTime leftoverSince = m_now().addSecs(-3600);
    const QDir folder(m_folder);
    for (const QFileInfo &file : folder.entryInfoList(QDir::Files | QDir::System | QDir::Hidden)) {
        const bool leftover = QDir::match(privateLeftovers(), file.fileName());
        const bool claimOfNone = file.fileName().endsWith(claimEnding)
            && !QFileInfo::exists(file.filePath().chopped(claimEnding.size()));
        if (file.lastModified() < (leftover || claimOfNone ? leftoverSince : oldest))
            QFile::remove(file.filePath());
    }
}

std::unique_ptr<TicketBox::Claim> TicketBox::claim(const QString &sessionId) const
{
    const QString file = fileOf(sessionId);
    if (file.isEmpty() || !read(sessionId))
        return nullptr;
    // A file of its own, because write() replaces the ticket and a lock on the old one would guard nothing.
    const QByteArray name = QFile::encodeName(file + claimEnding);
    Descriptor guard(::open(name.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
    if (!guard || ::flock(guard.get(), LOCK_EX | LOCK_NB) != 0)
        return nullptr;
    // Whoever held it before may have closed the session: then ticket and guard are gone.
    if (!isStillAt(guard.get(), name) || !QFileInfo::exists(file))
        return nullptr;
    return std::make_unique<Claim>(guard.release());
}

TicketBox::Claim::~Claim()
{
    ::close(m_descriptor);
}
