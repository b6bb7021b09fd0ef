// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagedoor.h"

#include "rendering.h"
#include "world.h"

#include <QRegularExpression>

#include <algorithm>
#include <cctype>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

HttpReply fileError(const char *id, const char *text, int status)
{
    return HttpReply::refusal(id, text, status);
}

HttpReply notFound()
{
    return fileError("file_not_found", "404, file not found.", 404);
}

QByteArray withoutDotSegments(const QByteArray &path)
{
    QList<QByteArray> kept;
    for (const QByteArray &segment : path.split('/')) {
        if (segment == ".." && kept.size() > 1)
            kept.removeLast();
        else if (segment != "." && segment != "..")
            kept.append(segment);
    }
    return kept.join('/');
}

struct Range {
    bool asked = false;
    bool possible = false;
    qsizetype first = 0;
    qsizetype last = 0;
};

Range rangeIn(const QByteArray &header, qsizetype size)
{
    static const QRegularExpression form(u"^bytes=(\\d*)-(\\d*)$"_s);
    const auto match = form.match(QString::fromLatin1(header));
    if (!match.hasMatch() || (match.capturedLength(1) == 0 && match.capturedLength(2) == 0))
        return {};
    Range range{.asked = true, .last = size - 1};
    if (match.capturedLength(1) == 0) {
        range.first = std::max<qsizetype>(0, size - match.captured(2).toLongLong());
    } else {
        range.first = match.captured(1).toLongLong();
        if (match.capturedLength(2) > 0)
            range.last = std::min<qsizetype>(size - 1, match.captured(2).toLongLong());
    }
    range.possible = range.first <= range.last && range.first < size;
    return range;
}

HttpReply fileReply(const HttpRequest &request, const QByteArray &file, const QByteArray &type)
{
    HttpReply reply{
        .headers
        = {{"Content-Type", type}, {"Accept-Ranges", "bytes"}, {"Cache-Control", "private, max-age=30"}}};
    const Range range = rangeIn(request.header("Range"), file.size());
    const QByteArray size = QByteArray::number(file.size());
    if (!range.asked) {
        reply.body = file;
    } else if (range.possible) {
        reply.status = 206;
        reply.body = file.mid(range.first, range.last - range.first + 1);
        reply.headers.append(
            {"Content-Range",
             "bytes " + QByteArray::number(range.first) + '-' + QByteArray::number(range.last) + '/' + size});
    } else {
        reply.status = 416;
        reply.headers.append({"Content-Range", "bytes */" + size});
    }
    return reply;
}

QByteArray ofAnotherKind(const StoredImage &image)
{
    const PictureFormat other = image.type == "image/jpeg" ? PictureFormat::Png : PictureFormat::Jpeg;
    Rendering rendering({.mood = image.mood, .size = image.size.boundedTo({512, 512}), .format = other});
    while (!rendering.work(std::chrono::milliseconds(100))) { }
    return rendering.take();
}

HttpReply welcome()
{
    return HttpReply::page("<!DOCTYPE html>\n<title>Demo server</title>\n<p>This is the demo server of Asset "
                           "Generator. It speaks as SwarmUI does and draws simple pictures.\n");
}

} // namespace

QByteArray percentDecoded(const QByteArray &text)
{
    const auto isDigit = [](char letter) { return std::isxdigit(uchar(letter)) != 0; };
    QByteArray plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && isDigit(text[i + 1]) && isDigit(text[i + 2])) {
            plain += char(text.mid(i + 1, 2).toInt(nullptr, 16));
            i += 2;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

HttpReply ImageDoor::answer(const HttpRequest &request)
{
    const QByteArray decoded = withoutDotSegments(percentDecoded(request.path()));
    const QByteArray lower = decoded.toLower();
    const bool isFile
        = lower.startsWith("/view/") || lower.startsWith("/output/") || lower.startsWith("/viewspecial/");
    if (isFile && request.method != "GET")
        return HttpReply::onlyGet();
    if (request.method == "GET" && decoded == "/")
        return HttpReply::redirect("Text2Image");
    if (request.method == "GET" && (lower == "/text2image" || lower.startsWith("/error/")))
        return welcome();
    if (!isFile)
        return HttpReply::redirect("/Error/404");
    // decoded a second time, and blanks a third: so does the real server
    const QString path = QString::fromUtf8(percentDecoded(decoded).replace("%20", " "));
    if (const std::optional<HttpReply> no = refusal(request, path))
        return *no;
    if (path.startsWith("/View/"_L1))
        return image(request, path.mid(6));
    if (path.startsWith("/Output/"_L1))
        return image(request, m_world.folderOf(u"local"_s) + path.mid(8));
    if (path.startsWith("/ViewSpecial/"_L1))
        return modelPreview(request, path.mid(13));
    return fileError("bad_path", "view output path prefix does not make sense", 400);
}

std::optional<HttpReply> ImageDoor::refusal(const HttpRequest &request, const QString &path) const
{
    if (!m_world.accounts.areNeeded())
        return {};
    const std::optional<QString> user = m_world.accounts.userOf(request.cookie("swarm_token"));
    if (!user)
        return fileError("invalid_user", "invalid or unauthorized", 400);
    const bool foreign = path.startsWith("/View/"_L1) && path.section(u'/', 2, 2) != *user;
    if (foreign && !m_world.accounts.may(*user, u"view_others_outputs"_s))
        return fileError("unauthorized", "unauthorized - you may not view other users' outputs", 400);
    return {};
}

HttpReply ImageDoor::modelPreview(const HttpRequest &request, const QString &path) const
{
    const ShelfModel *model = m_world.shelf.exact(path.section(u'/', 0, 0), path.section(u'/', 1));
    if (model == nullptr || model->scene.isEmpty())
        return notFound();
    return fileReply(request, ModelShelf::preview(*model), "image/jpeg");
}

std::optional<HttpReply> ImageDoor::mischief(const QString &path)
{
    const Failures &failures = m_world.failures;
    const bool asked = m_asked.contains(path);
    m_asked << path;
    if (failures.has(Failures::Kind::ImageMissing) || (failures.has(Failures::Kind::ImageLate) && !asked))
        return notFound();
    if (failures.has(Failures::Kind::ImageHtml))
        return HttpReply::page("<!DOCTYPE html>\n<title>Please log in</title>\n<h1>Please log in</h1>\n");
    return {};
}

HttpReply ImageDoor::image(const HttpRequest &request, const QString &path)
{
    if (const std::optional<HttpReply> wrong = mischief(path))
        return *wrong;
    const StoredImage *image = m_world.images.find(path);
    if (image == nullptr && m_world.images.isFolder(path))
        return fileError("file_error",
                         "Error reading file. If you are the server owner, check program console log.", 500);
    if (image == nullptr)
        return notFound();
    if (request.query().split('&').contains("preview=true"))
        return fileReply(request, thumbnailJpeg(image->mood, image->size, image->metadata), "image/jpg");
    if (m_world.failures.has(Failures::Kind::WrongType))
        return fileReply(request, ofAnotherKind(*image), image->type);
    return fileReply(request, image->file, image->type);
}

} // namespace demo
