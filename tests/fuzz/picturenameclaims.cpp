// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"

#include "exiforientation.h"
#include "imagefetch.h"
#include "picturemetadata.h"
#include "picturename.h"
#include "printable.h"

#include <QBuffer>
#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString brokenPart(const QString &part)
{
    if (part.isEmpty() || part == "."_L1 || part == ".."_L1)
        return u"each part is a name"_s;
    if (part.toUtf8().size() > 240)
        return u"each part fits a file system"_s;
    if (QString::fromUtf8(part.toUtf8()) != part || std::ranges::any_of(part, isSteering))
        return u"each part is of whole and plain characters"_s;
    if (part.endsWith(u' ') || part.endsWith(u'.'))
        return u"no other system shortens a part"_s;
    return {};
}

QString brokenName(const QString &nameTemplate, const PictureFacts &facts)
{
    const Result<QString> name = pictureName(nameTemplate, facts);
    if (!name)
        return name.error().kind == Error::Kind::Usage && !name.error().message.isEmpty()
            ? QString()
            : u"a template that cannot be used is its user's error"_s;
    if (!name->endsWith(facts.extension) || name->startsWith(u'/'))
        return u"a name ends in its extension, and is below the folder"_s;
    if (QDir::cleanPath("/out/"_L1 + *name) != "/out/"_L1 + *name)
        return u"a name stays in the folder"_s;
    for (const QString &part : name->split(u'/')) {
        if (const QString broken = brokenPart(part); !broken.isEmpty())
            return broken;
        const QChar first = part.front();
        if (u".-"_s.contains(first) && !nameTemplate.startsWith(first)
            && !nameTemplate.contains(u'/' + QString(first)))
            return u"only the template hides a picture"_s;
    }
    return {};
}

/// Where a file that is cleaned in place would lie: it must not be written before it was read.
class Behind : public QBuffer
{
public:
    explicit Behind(const QIODevice &from)
        : m_from(from)
    {
    }
    bool overtook = false;

protected:
    qint64 writeData(const char *data, qint64 size) override
    {
        overtook = overtook || pos() + size > m_from.pos();
        return QBuffer::writeData(data, size);
    }

private:
    const QIODevice &m_from;
};

QString brokenCleaning(const QByteArray &picture, const QString &extension)
{
    QBuffer from;
    from.setData(picture);
    Behind to(from);
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly))
        return u"a buffer can be opened"_s;
    const Result<> clean = copyWithoutMetadata(from, to, extension);
    if (to.overtook || to.data().size() > picture.size())
        return u"what is clean is not longer"_s;
    if (!clean)
        return clean.error().kind == Error::Kind::BadReply ? QString() : u"what is damaged is called so"_s;
    if (mediaExtension(to.data()) != mediaExtension(picture))
        return u"what is clean is of the same kind"_s;
    QBuffer again;
    again.setData(to.data());
    QBuffer twice;
    if (!again.open(QIODevice::ReadOnly) || !twice.open(QIODevice::WriteOnly))
        return u"a buffer can be opened"_s;
    if (!copyWithoutMetadata(again, twice, extension) || twice.data() != to.data())
        return u"what is clean stays as it is"_s;
    return {};
}

QString brokenPicture(const QByteArray &picture)
{
    const int orientation = exifOrientation(picture);
    if (orientation < 1 || orientation > 8
        || (orientation > 1 && exifOrientation(exifWithOrientation(orientation)) != orientation))
        return u"a picture is turned in one of eight ways"_s;
    const QString extension = mediaExtension(picture);
    return extension.isEmpty() ? QString() : brokenCleaning(picture, extension);
}

/// The first line, taken off.
QString lineOf(QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArray line = end < 0 ? bytes : bytes.first(end);
    bytes.remove(0, end < 0 ? bytes.size() : end + 1);
    return QString::fromUtf8(line);
}

} // namespace

QString brokenPictureNameClaim(const QByteArray &bytes)
{
    QByteArray rest = bytes;
    const QString nameTemplate = lineOf(rest);
    PictureFacts facts{.index = 4,
                       .savedAt = QDateTime(QDate(2026, 10, 10), QTime(14, 30, 5), Qt::UTC),
                       .seed = 77,
                       .extension = u".png"_s};
    facts.serverPath = lineOf(rest);
    facts.prompt = lineOf(rest);
    facts.model = facts.prompt.mid(7);
    if (const QString broken = brokenName(nameTemplate, facts); !broken.isEmpty())
        return broken;
    return brokenPicture(rest);
}
