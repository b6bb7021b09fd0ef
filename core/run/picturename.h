// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QDateTime>
#include <QString>

/// What a file name may be made of.
struct PictureFacts {
    int index = 0; ///< of the image in its run, from 0
    QDateTime savedAt = {}; ///< in the time zone that names are to show
    qint64 seed = -1; ///< of this image; -1: not known
    QString model = {};
    int width = 0;
    int height = 0;
    QString prompt = {};
    QString serverPath = {}; ///< as the server named it, or a data URL
    QString extension = {}; ///< with its dot, as the bytes tell
};

/// The path of a picture below its folder, by a template with the predecessor's variables: {index} {i}
/// {index1} {i1} {timestamp} {ts} {datetime} {dt} {date} {time} {seed} {model} {width} {height} {prompt}
/// {original} {ext}. An empty template is the server's own name. The result ends in `facts.extension`, never
/// leaves the folder (no "..", not absolute), and each part of it fits a file system, also another system's.
/// What prompt, model and server say makes no part of it hidden or like a command's option. An unknown
/// variable, or a template that would leave the folder, is a Usage error.
[[nodiscard]] Result<QString> pictureName(const QString &nameTemplate, const PictureFacts &facts);
