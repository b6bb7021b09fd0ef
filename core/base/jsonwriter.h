// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>
#include <QVarLengthArray>

/// Writes one object of JSON, and objects within it, member by member, in one line or indented. For members
/// that are copied as another program wrote them, which a document model would not promise.
class JsonWriter
{
public:
    /// Begins the object, which lies `level` deep in what it will be a part of.
    JsonWriter(bool indented, int level);

    /// `name` and `value` are JSON: in quotes, and valid.
    void member(QByteArrayView name, QByteArrayView value);
    void text(QByteArrayView name, QStringView value);
    /// Of ASCII's letters, digits and the like, which need no escapes.
    void word(QByteArrayView name, QLatin1String value);
    void number(QByteArrayView name, qint64 value);
    /// What follows are members of a new one, until endObject().
    void beginObject(QByteArrayView name);
    void endObject();

    /// Ends the object that the writer began.
    [[nodiscard]] QByteArray toBytes();

private:
    void begin(QByteArrayView name);
    void open();
    void breakLine();
    void append(QByteArrayView bytes) { m_out.append(bytes.data(), bytes.size()); }

    QVarLengthArray<char, 1024> m_out; ///< an entry of ours stays within
    const bool m_indented;
    int m_level;
    bool m_isFirst = true;
};

[[nodiscard]] QByteArray jsonText(QStringView text);

/// Valid JSON with other white space: in one line, or indented as what lies `level` deep. Numbers and texts
/// stay as they were written, which a parser would not promise. Empty where that takes more than `most`
/// bytes: what is nested deep grows manifold.
[[nodiscard]] QByteArray laidOut(QByteArrayView json, bool indented, int level, qsizetype most);
