// SPDX-License-Identifier: GPL-3.0-or-later
#include "previewbox.h"

#include "places.h"
#include "privatefile.h"

#include <QDateTime>
#include <QDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto leastGap = 500ms;

/// An id comes from a file that others write: it must not lead out of the folder.
bool isPlainName(const QString &id)
{
    return !id.isEmpty() && id != u'.' && id != ".."_L1 && !id.contains(u'/') && !id.contains(QChar::Null);
}

} // namespace

PreviewBox::PreviewBox(const QString &runtimeFolder, MonotonicClock monotonic)
    : m_folder(runtimeFolder.isEmpty() ? QString() : runtimeFolder + "/previews"_L1)
    , m_monotonic(std::move(monotonic))
{
}

bool PreviewBox::isAvailable() const
{
    return !m_folder.isEmpty();
}

bool PreviewBox::isDue(const QString &sessionId) const
{
    const auto last = m_written.find(sessionId);
    return isAvailable() && (last == m_written.end() || m_monotonic() - last->second >= leastGap);
}

void PreviewBox::write(const QString &sessionId, const QByteArray &picture)
{
    const QString file = fileOf(sessionId);
    if (file.isEmpty() || !isDue(sessionId))
        return;
    const QString runtimeFolder = m_folder.chopped(m_folder.size() - m_folder.lastIndexOf(u'/'));
    if (!makePrivateFolder(runtimeFolder) || !makePrivateFolder(m_folder))
        return;
    // A preview that cannot be written is not missed: the next one comes within a second.
    if (replacePrivateFile(file, picture))
        m_written[sessionId] = m_monotonic();
}

void PreviewBox::remove(const QString &sessionId)
{
    m_written.erase(sessionId);
    if (const QString file = fileOf(sessionId); !file.isEmpty())
        QFile::remove(file);
}

void PreviewBox::prune(const std::function<bool(const QString &)> &isWanted) const
{
    if (!isAvailable())
        return;
    const QDateTime lately = QDateTime::currentDateTimeUtc().addSecs(-60);
    for (const QFileInfo &file : QDir(m_folder).entryInfoList(QDir::Files | QDir::System | QDir::Hidden))
        if (file.lastModified() < lately && !isWanted(file.fileName()))
            QFile::remove(file.filePath());
}

QString PreviewBox::fileOf(const QString &sessionId) const
{
    return isAvailable() && isPlainName(sessionId) ? m_folder + u'/' + sessionId : QString();
}

QString PreviewBox::folder() const
{
    return m_folder;
}
