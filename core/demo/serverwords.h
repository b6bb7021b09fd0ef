// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace demo
{

struct Counts;
struct PictureOrder;
class Workshop;

/// The messages of the real server, word for word.
namespace ServerWords
{

[[nodiscard]] QJsonObject status(const Counts &counts, const Workshop &workshop);
[[nodiscard]] QJsonObject error(const QString &text);
[[nodiscard]] QJsonObject error(const char *id, const char *text);
[[nodiscard]] QJsonObject keepAlive();
[[nodiscard]] QJsonObject noDiscards();
[[nodiscard]] QJsonObject intention();
/// "Invalid session ID …"
[[nodiscard]] QJsonObject invalidSession();

/// One picture of a batch on its way.
struct Progress {
    int index = 0; ///< batch_index
    bool asNumber = false; ///< the real server writes the index as a number now and then
    int request = 0;
    double overall = 0;
    double current = 0;
    QByteArray preview = {}; ///< JPEG
    QString metadata = {};
};
[[nodiscard]] QJsonObject progress(const Progress &progress);

/// What metadata tells of how a picture came to be.
struct Making {
    qint64 seed = 0;
    qint64 preparedMs = 0;
    qint64 generatedMs = 0;
    QString date = {};
    QString version = {}; ///< of the server
    bool intermediate = false;
};
[[nodiscard]] QString metadata(const PictureOrder &order, const Making &making);
/// Of a grid of that many pictures, the first of which has the seed.
[[nodiscard]] QString gridMetadata(const PictureOrder &order, const Making &making, int pictures);
[[nodiscard]] QString previewMetadata(const PictureOrder &order, const Making &making);

} // namespace ServerWords

} // namespace demo
