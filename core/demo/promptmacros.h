// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace demo
{

/// A prompt whose macros were followed, as far as the demo server knows them: `<random:a,b>` is one of them
/// by the seed, `<comment:…>` is nothing, `<param[id]:value>` sets a parameter.
struct PromptReading {
    QString prompt = {};
    QJsonObject parameters = {}; ///< that macros set, as they were written
};
[[nodiscard]] PromptReading readPrompt(const QString &prompt, qint64 seed);

} // namespace demo
