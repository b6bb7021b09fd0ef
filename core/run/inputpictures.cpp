// SPDX-License-Identifier: GPL-3.0-or-later
#include "inputpictures.h"

#include "imagefetch.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(InputPictures)
};

constexpr qint64 mostBytes = 140LL * 1024 * 1024; // a server takes requests of 200 MiB; base64 adds a third

Error unusable(const QString &file, const QString &parameter, const QString &why)
{
    return {.kind = Error::Kind::Usage,
            .message = Text::tr("The file %1 cannot be used for %2: %3.").arg(file, parameter, why),
            .hint = Text::tr("Name a picture that is there.")};
}

Error noFile(const QString &path, const QString &parameter)
{
    return unusable(path, parameter,
                    QFileInfo(path).isDir() ? Text::tr("it is a folder") : Text::tr("there is no such file"));
}

QString typeOf(const QString &extension)
{
    static const QHash<QString, QString> types{
        {u".jpg"_s, u"image/jpeg"_s},      {u".mp4"_s, u"video/mp4"_s}, {u".webm"_s, u"video/webm"_s},
        {u".mov"_s, u"video/quicktime"_s}, {u".wav"_s, u"audio/wav"_s}, {u".mp3"_s, u"audio/mpeg"_s},
        {u".flac"_s, u"audio/flac"_s},     {u".ogg"_s, u"audio/ogg"_s}, {u".m4a"_s, u"audio/mp4"_s},
    };
    return types.value(extension, u"image/"_s + extension.mid(1));
}

/// `room` is what the request may still grow by, in bytes of files.
Result<QString> dataUrlOf(const QString &path, const QString &parameter, qint64 &room)
{
    QFile file(path);
    if (!QFileInfo(path).isFile())
        return noFile(path, parameter);
    if (!file.open(QFile::ReadOnly))
        return unusable(path, parameter, Text::tr("it cannot be read"));
    if (file.size() > mostBytes)
        return unusable(path, parameter, Text::tr("it is larger than a server takes"));
    room -= file.size();
    if (room < 0)
        return unusable(path, parameter, Text::tr("with the others it is more than a server takes"));
    const QByteArray bytes = file.readAll();
    const QString extension = mediaExtension(bytes.first(std::min<qsizetype>(bytes.size(), 16)));
    if (extension.isEmpty())
        return unusable(path, parameter, Text::tr("it is no picture, video or sound"));
    return QString(u"data:"_s + typeOf(extension) + ";base64,"_L1 + QString::fromLatin1(bytes.toBase64()));
}

/// True where the text is for the server to understand.
bool isTheServers(const QString &value)
{
    return value.startsWith("data:"_L1) || value.startsWith("inputs/"_L1) || value.startsWith("raw/"_L1)
        || value.startsWith("Starred/"_L1);
}

/// One file, even with a comma in its name, or several between commas.
QStringList filesOf(const QString &value, const QDir &here)
{
    const bool isFile = QFileInfo(here.absoluteFilePath(value)).isFile();
    QStringList paths;
    for (const QString &name : isFile ? QStringList{value} : value.split(u',', Qt::SkipEmptyParts))
        paths << QDir::cleanPath(here.absoluteFilePath(name.trimmed()));
    return paths;
}

} // namespace

Result<> checkInput(const QString &value, const QString &parameter, const QString &workingFolder)
{
    if (value.trimmed().isEmpty())
        return Error{.kind = Error::Kind::Usage,
                     .message = Text::tr("No file is named for %1.").arg(parameter),
                     .hint = Text::tr("Name a picture that is there.")};
    if (value.startsWith("http://"_L1) || value.startsWith("https://"_L1))
        return Error{.kind = Error::Kind::Usage,
                     .message = Text::tr("%1 is an address, but %2 wants a file.").arg(value, parameter),
                     .hint = Text::tr("Download the picture first.")};
    if (isTheServers(value))
        return {};
    for (const QString &path : filesOf(value, QDir(workingFolder))) {
        if (!QFileInfo(path).isFile())
            return noFile(path, parameter);
    }
    return {};
}

Result<GenerationRequest> withInputs(GenerationRequest request, const QStringList &parameters,
                                     const QString &workingFolder)
{
    const QDir here(workingFolder);
    qint64 room = mostBytes;
    for (const QString &parameter : parameters) {
        const QString value = request.others[parameter].toString();
        const bool isFile = QFileInfo(here.absoluteFilePath(value)).isFile();
        if (!isFile && isTheServers(value)) {
            if (value.startsWith("data:"_L1)) { // too long to be kept
                request.inputs[parameter] = value;
                request.others[parameter] = value.section(u',', 0, 0) + u",…"_s;
            }
            continue;
        }
        QStringList paths;
        QJsonArray dataUrls;
        for (const QString &path : filesOf(value, here)) {
            const Result<QString> dataUrl = dataUrlOf(path, parameter, room);
            if (!dataUrl)
                return dataUrl.error();
            paths << path;
            dataUrls << *dataUrl;
        }
        request.inputs[parameter] = dataUrls.size() == 1 ? dataUrls[0] : QJsonValue(dataUrls);
        request.others[parameter] = paths.join(u',');
    }
    return request;
}
