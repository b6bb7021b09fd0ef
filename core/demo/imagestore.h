// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mood.h"

#include <QByteArray>
#include <QDateTime>
#include <QSize>
#include <QStringList>

#include <map>

namespace demo
{

/// A picture that the demo server keeps as if it were a file.
struct StoredImage {
    QByteArray file = {};
    QByteArray metadata = {};
    QByteArray type = {}; ///< "image/png"
    QSize size = {};
    Mood mood = {}; ///< from which a thumbnail can be drawn
    quint64 number = 0; ///< in the order of arrival
    bool isStarred = false;
};

/// The output folders of all users, in memory. Paths are "user/raw/2026-01-05/name.png". When it gets large
/// the oldest pictures go.
class ImageStore
{
public:
    static constexpr qint64 limit = 512LL * 1024 * 1024;

    /// Stores under `path`, or with "-1", "-2" … before the extension where that is taken; says which.
    QString add(const QString &path, StoredImage image);
    [[nodiscard]] const StoredImage *find(const QString &path) const;
    [[nodiscard]] StoredImage *find(const QString &path);
    /// False where there is none.
    bool remove(const QString &path);
    [[nodiscard]] bool isFolder(const QString &path) const;

    struct Listing {
        QStringList folders; ///< relative, sorted
        QList<std::pair<QString, const StoredImage *>> files; ///< relative, sorted by name
    };
    [[nodiscard]] Listing list(const QString &folder, int depth) const;

private:
    void shrink();

    std::map<QString, StoredImage> m_images;
    qint64 m_bytes = 0;
    quint64 m_added = 0;
};

/// Names pictures as the real server does by default: day folder, minute, number in that minute, prompt,
/// model.
class ImageNames
{
public:
    /// The number of a request in its minute.
    [[nodiscard]] QString nextStem(const QDateTime &now);
    /// `stem` with what was asked for: "raw/2026-01-05/0930001-a lake-demo.png".
    [[nodiscard]] static QString path(const QString &stem, const QString &prompt, const QString &model,
                                      const QString &extension);

private:
    QString m_minute;
    int m_count = 0;
};

} // namespace demo
