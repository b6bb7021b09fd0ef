// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturesaver.h"

#include "embeddedmetadata.h"
#include "imagefetch.h"
#include "picturemetadata.h"
#include "systemerror.h"
#include "usedparameters.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

Error cannotSave(const QString &folder, const QString &reason)
{
    return {.kind = Error::Kind::FileSystem,
            .message = PictureSaver::tr("The picture could not be saved in %1: %2.").arg(folder, reason),
            .hint
            = PictureSaver::tr("It is still on the server; make the folder writable or free some space.")};
}

QString systemReason(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return PictureSaver::tr("the disk is full");
    case EROFS:
        return PictureSaver::tr("the folder is read-only");
    case EACCES:
    case EPERM:
        return PictureSaver::tr("you may not write there");
    default:
        return systemWords(code).toLower();
    }
}

/// Renames without replacing; some file systems cannot, there a hard link does the same in two steps.
int renameNew(const QByteArray &from, const QByteArray &to)
{
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    if (::link(from.constData(), to.constData()) != 0)
        return errno;
    ::unlink(from.constData());
    return 0;
}

/// Read, not set and set back: the store's thread may be making a file at this moment.
mode_t currentUmask()
{
    QFile facts(u"/proc/self/status"_s);
    if (facts.open(QFile::ReadOnly)) {
        for (QByteArray line = facts.readLine(); !line.isEmpty(); line = facts.readLine()) {
            if (line.startsWith("Umask:"))
                return mode_t(line.mid(6).trimmed().toUInt(nullptr, 8));
        }
    }
    return 077;
}

QString numbered(const QString &path, int number)
{
    const auto dot = path.lastIndexOf(u'.');
    return path.left(dot) + u'-' + QString::number(number) + path.mid(dot);
}

/// In place: what is written never overtakes what is read.
Result<> removeMetadata(QFile &file, const SavingPlan &plan, const QString &extension)
{
    if (plan.keepMetadata || !canLoseMetadata(extension))
        return {};
    QFile source(file.fileName());
    if (!source.open(QFile::ReadOnly))
        return cannotSave(plan.folder, source.errorString());
    const Result<> clean = copyWithoutMetadata(source, file, extension);
    if (!clean && clean.error().kind == Error::Kind::BadReply)
        return clean.error();
    if (!clean || !file.resize(file.pos()))
        return cannotSave(plan.folder, file.errorString());
    return {};
}

Result<QString> giveName(const QFile &file, const SavingPlan &plan, const QString &name,
                         const QStringList &kept)
{
    const QString wanted = QDir::cleanPath(plan.folder + u'/' + name);
    if (!QDir().mkpath(QFileInfo(wanted).path()))
        return cannotSave(QFileInfo(wanted).path(), PictureSaver::tr("the folder cannot be made"));
    const QByteArray from = QFile::encodeName(file.fileName());
    QString path = wanted;
    int failure = 0;
    if (plan.overwrite && !kept.contains(wanted)) {
        failure = ::rename(from.constData(), QFile::encodeName(path).constData()) == 0 ? 0 : errno;
    } else {
        for (int number = 2; (failure = renameNew(from, QFile::encodeName(path))) == EEXIST; ++number)
            path = numbered(wanted, number);
    }
    if (failure != 0)
        return cannotSave(plan.folder, systemReason(failure));
    return path;
}

/// A picture on its way to its name.
struct Part {
    QString file = {};
    QByteArray content = {}; ///< what is to be written into it; empty where it is there
    SavingPlan plan = {};
    PictureFacts facts = {};
    QStringList kept = {}; ///< files that are not replaced
};

/// In the pool: what was fetched becomes a picture under its name.
Result<QString> savedPicture(const Part &part, const std::atomic<bool> &isDropped, QString &metadata)
{
    const SavingPlan &plan = part.plan;
    QFile file(part.file);
    if (!file.open(QFile::ReadWrite | QFile::ExistingOnly) || file.write(part.content) != part.content.size())
        return cannotSave(plan.folder, file.errorString());
    metadata = embeddedMetadata(file, part.facts.extension);
    PictureFacts facts = part.facts;
    facts.seed = usedParameters({}, -1, metadata).values.value("seed"_L1).toInteger(facts.seed);
    const Result<QString> name = pictureName(plan.nameTemplate, facts);
    if (!name)
        return name.error();
    if (!file.seek(0))
        return cannotSave(plan.folder, file.errorString());
    if (const Result<> clean = removeMetadata(file, plan, part.facts.extension); !clean)
        return clean.error();
    if (!file.flush() || ::fdatasync(file.handle()) != 0)
        return cannotSave(plan.folder, systemReason(errno));
    // A temporary file is for its owner alone; a picture is as any file that this user makes.
    ::fchmod(file.handle(), 0666 & ~currentUmask());
    if (isDropped)
        return Error{.kind = Error::Kind::Cancelled};
    return giveName(file, plan, *name, part.kept);
}

} // namespace

PictureSaver::PictureSaver(SwarmClient &client, SavingPlan plan, PictureFacts facts, QStringList kept,
                           QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_plan(std::move(plan))
    , m_facts(std::move(facts))
    , m_kept(std::move(kept))
{
}

PictureSaver::~PictureSaver()
{
    m_dropped = true;
    m_pool.waitForDone();
}

std::optional<QString> PictureSaver::abandon()
{
    m_dropped = true;
    m_pool.waitForDone();
    disconnect();
    return m_named.isEmpty() ? std::nullopt : std::optional(m_named);
}

void PictureSaver::start(const QByteArray &content)
{
    QDir().mkpath(m_plan.folder);
    m_file = std::make_unique<QTemporaryFile>(m_plan.folder + "/.asset-generator-XXXXXX.part"_L1);
    if (!m_file->open())
        return settle(cannotSave(m_plan.folder, m_file->errorString()));
    if (const QString extension = mediaExtension(content); !extension.isEmpty())
        return finish(extension, content);
    m_fetch = std::make_unique<ImageFetch>(m_client, m_facts.serverPath, *m_file);
    connect(m_fetch.get(), &ImageFetch::finished, this, &PictureSaver::onFetched);
    m_fetch->start();
}

void PictureSaver::onFetched(const Result<QString> &extension)
{
    if (!extension)
        return settle(extension.error());
    if (!m_file->flush())
        return settle(cannotSave(m_plan.folder, m_file->errorString()));
    finish(*extension);
}

void PictureSaver::finish(const QString &extension, const QByteArray &content)
{
    m_facts.extension = extension;
    m_pool.start([this, part = Part{m_file->fileName(), content, m_plan, m_facts, m_kept}] {
        QString metadata;
        const Result<QString> path = savedPicture(part, m_dropped, metadata);
        m_named = path ? *path : QString();
        QMetaObject::invokeMethod(
            this, [this, path, metadata] { onNamed(path, metadata); }, Qt::QueuedConnection);
    });
}

void PictureSaver::onNamed(const Result<QString> &path, const QString &metadata)
{
    m_metadata = metadata;
    if (path)
        m_file->setAutoRemove(false);
    Q_EMIT finished(path);
}

void PictureSaver::settle(const Result<QString> &path)
{
    QMetaObject::invokeMethod(
        this, [this, path] { Q_EMIT finished(path); }, Qt::QueuedConnection);
}

Result<> prepareFolder(const SavingPlan &plan)
{
    if (!plan.save)
        return {};
    if (const Result<QString> name = pictureName(plan.nameTemplate, {.extension = u".png"_s}); !name)
        return name.error();
    QDir().mkpath(plan.folder);
    QTemporaryFile trial(plan.folder + "/.asset-generator-XXXXXX.part"_L1);
    if (trial.open())
        return {};
    const QFileInfo folder(plan.folder);
    const QString reason = !folder.exists() ? PictureSaver::tr("the folder cannot be made")
        : !folder.isDir()                   ? PictureSaver::tr("it is not a folder")
                                            : PictureSaver::tr("the folder cannot be written");
    return Error{
        .kind = Error::Kind::FileSystem,
        .message = PictureSaver::tr("Pictures cannot be saved in %1: %2.").arg(plan.folder, reason),
        .hint = PictureSaver::tr("Nothing was sent to the server. Choose another folder with --output-dir.")};
}
