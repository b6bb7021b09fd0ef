// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagestore.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

QString cleanPart(QString text)
{
    constexpr qsizetype longest = 40;
    static const QRegularExpression forbidden(u"[<>:\"\\\\|?*~&@;#$^/.\\x00-\\x1f\\x7f]"_s);
    return text.remove(forbidden).left(longest).trimmed();
}

QString underRoot(const QString &folder)
{
    return folder.endsWith(u'/') ? folder : folder + u'/';
}

} // namespace

QString ImageStore::add(const QString &path, StoredImage image)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    QString name = path;
    for (int copy = 1; m_images.contains(name); ++copy)
        name = path.left(dot) + u'-' + QString::number(copy) + path.mid(dot);
    image.number = ++m_added;
    m_bytes += image.file.size();
    m_images[name] = std::move(image);
    shrink();
    return name;
}

void ImageStore::shrink()
{
    while (m_bytes > limit && m_images.size() > 1) {
        const auto oldest
            = std::ranges::min_element(m_images, {}, [](const auto &entry) { return entry.second.number; });
        m_bytes -= oldest->second.file.size();
        m_images.erase(oldest);
    }
}

const StoredImage *ImageStore::find(const QString &path) const
{
    const auto found = m_images.find(path);
    return found == m_images.end() ? nullptr : &found->second;
}

StoredImage *ImageStore::find(const QString &path)
{
    const auto found = m_images.find(path);
    return found == m_images.end() ? nullptr : &found->second;
}

bool ImageStore::remove(const QString &path)
{
    const auto found = m_images.find(path);
    if (found == m_images.end())
        return false;
    m_bytes -= found->second.file.size();
    m_images.erase(found);
    return true;
}

bool ImageStore::isFolder(const QString &path) const
{
    const QString root = underRoot(path);
    const auto next = m_images.lower_bound(root);
    return next != m_images.end() && next->first.startsWith(root);
}

ImageStore::Listing ImageStore::list(const QString &folder, int depth) const
{
    Listing listing;
    const QString root = underRoot(folder);
    for (auto one = m_images.lower_bound(root); one != m_images.end() && one->first.startsWith(root); ++one) {
        const QString below = one->first.mid(root.size());
        const QStringList parts = below.split(u'/');
        for (qsizetype level = 1; level < parts.size() && level <= depth; ++level) {
            const QString name = parts.mid(0, level).join(u'/');
            if (!listing.folders.contains(name))
                listing.folders << name;
        }
        if (parts.size() <= depth)
            listing.files.append({below, &one->second});
    }
    return listing;
}

QString ImageNames::nextStem(const QDateTime &now)
{
    const QString minute = now.toString(u"yyyy-MM-dd/HHmm"_s);
    m_count = minute == m_minute ? m_count + 1 : 1;
    m_minute = minute;
    return u"raw/%1%2"_s.arg(minute).arg(m_count, 3, 10, QChar(u'0'));
}

QString ImageNames::path(const QString &stem, const QString &prompt, const QString &model,
                         const QString &extension)
{
    return u"%1-%2-%3.%4"_s.arg(stem, cleanPart(prompt), cleanPart(model), extension);
}

} // namespace demo
