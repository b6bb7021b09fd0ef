// SPDX-License-Identifier: GPL-3.0-or-later
#include "gzip.h"

#include <algorithm>

#include <zlib.h>

namespace
{

constexpr int gzipWindow = 15 + 16; // the largest window, with gzip's header

void feed(z_stream &stream, const QByteArray &bytes)
{
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData()));
    stream.avail_in = uInt(bytes.size());
}

} // namespace

QByteArray gzipped(const QByteArray &plain)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    feed(stream, plain);
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return whole ? packed : QByteArray();
}

QByteArray gunzipped(const QByteArray &packed, qsizetype most)
{
    z_stream stream{};
    if (inflateInit2(&stream, gzipWindow) != Z_OK)
        return {};
    feed(stream, packed);
    QByteArray plain;
    qsizetype filled = 0;
    for (int state = Z_OK; state == Z_OK && filled < most;) {
        if (filled == plain.size())
            plain.resize(std::clamp<qsizetype>(plain.size() * 2, 4096, most));
        stream.next_out = reinterpret_cast<Bytef *>(plain.data() + filled);
        stream.avail_out = uInt(plain.size() - filled);
        state = inflate(&stream, Z_NO_FLUSH);
        filled = plain.size() - qsizetype(stream.avail_out);
        if (state == Z_STREAM_END && stream.avail_in > 0)
            state = inflateReset(&stream); // another member may follow
    }
    inflateEnd(&stream);
    plain.truncate(filled);
    return plain;
}

bool isGzip(const QByteArray &bytes)
{
    return bytes.startsWith("\x1f\x8b");
}
