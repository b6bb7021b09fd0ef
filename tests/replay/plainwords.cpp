// SPDX-License-Identifier: GPL-3.0-or-later
#include "plainwords.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

QString plainWords(const QString &text, int longest)
{
    static const QRegularExpression token(u"[0-9a-fA-F]{6,}\\.[0-9a-zA-Z]{16,}\\.[0-9a-zA-Z]{16,}"_s);
    static const QRegularExpression credential(u"\\b[0-9a-fA-F]{32,}\\b"_s);
    static const QRegularExpression scheme(u"\\b(Bearer|Basic) +\\S+"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression picture(u"data:[a-z]+/[a-z.+-]+;base64,[0-9A-Za-z+/=]*"_s);
    QString line = text.simplified();
    line.replace(token, u"(token)"_s).replace(credential, u"(secret)"_s).replace(scheme, u"\\1 (secret)"_s);
    line.replace(picture, u"(data URL)"_s);
    return line.size() <= longest ? line : line.left(longest - 1) + u'…';
}
