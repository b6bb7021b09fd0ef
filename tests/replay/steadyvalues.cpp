// SPDX-License-Identifier: GPL-3.0-or-later
#include "steadyvalues.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString shown(const QJsonValue &value)
{
    if (value.isObject() || value.isArray())
        return u"(several values)"_s;
    return value.isUndefined() ? u"nothing"_s : u"“%1”"_s.arg(value.toVariant().toString());
}

QString keyDifference(const QJsonObject &recorded, const QJsonObject &here, const QString &key)
{
    if (recorded[key] == here[key])
        return {};
    return u"%1 is %2 instead of %3"_s.arg(key, shown(here[key]), shown(recorded[key]));
}

// Without day, time and number, and with the names that are used here: "View/local/raw/…-a cat-demo.png",
// "data:image/png".
QString formOf(const QString &path)
{
    if (path.startsWith("data:"_L1))
        return path.section(u';', 0, 0);
    static const QRegularExpression stem(u"\\d{4}-\\d\\d-\\d\\d/\\d{7}-"_s);
    static const QRegularExpression count(u"(-\\d+)?(\\.[a-z0-9]+)$"_s);
    QString form = path;
    static const QRegularExpression pace(u"(demo|stub)-step=\\d+"_s); // goes faster here
    form.replace(pace, u"demo-step=…"_s).replace(stem, u"…-"_s).replace(count, u"\\2"_s);
    return form.replace("stub"_L1, "demo"_L1);
}

QStringList formsIn(const QJsonArray &paths)
{
    QStringList forms;
    for (const QJsonValue &path : paths)
        forms << formOf(path.toString());
    return forms;
}

QString imagesDifference(const QJsonObject &recorded, const QJsonObject &here)
{
    const QStringList before = formsIn(recorded["images"_L1].toArray());
    const QStringList now = formsIn(here["images"_L1].toArray());
    if (before != now)
        return u"images are %1 instead of %2"_s.arg(now.join(u", "_s), before.join(u", "_s));
    const QString one = formOf(recorded["image"_L1].toString());
    const QString other = formOf(here["image"_L1].toString());
    return one == other ? QString() : u"image is %1 instead of %2"_s.arg(other, one);
}

// Rows of ListBackends and the like: an object for each id.
QString rowsDifference(const QJsonObject &recorded, const QJsonObject &here)
{
    static const QStringList steady{u"type"_s, u"status"_s, u"enabled"_s, u"max_usages"_s,
                                    u"can_load_models"_s};
    for (auto row = recorded.begin(); row != recorded.end(); ++row) {
        bool isRow = false;
        row.key().toInt(&isRow);
        for (const QString &key : isRow ? steady : QStringList()) {
            const QString found = keyDifference(row.value().toObject(), here[row.key()].toObject(), key);
            if (!found.isEmpty())
                return row.key() + u'.' + found;
        }
    }
    return {};
}

} // namespace

QString errorDifference(const QJsonObject &recorded, const QJsonObject &here)
{
    if (const QString found = keyDifference(recorded, here, u"error_id"_s); !found.isEmpty())
        return found;
    const QString before = recorded["error"_L1].toString();
    QString beginning = before;
    for (const QLatin1String mark : {"must be one of"_L1, "error: "_L1, "errored: "_L1}) {
        if (const qsizetype at = beginning.indexOf(mark); at >= 0)
            beginning = beginning.left(at + mark.size());
    }
    QString expected = beginning;
    expected.replace("stub"_L1, "demo"_L1);
    const QString now = here["error"_L1].toString();
    const bool same = beginning.size() < before.size() ? now.startsWith(expected) : now == expected;
    return same ? QString() : u"error “%1” instead of “%2”"_s.arg(now, before);
}

QString valueDifference(const QJsonObject &recorded, const QJsonObject &here)
{
    static const QStringList steady{u"success"_s,
                                    u"result"_s,
                                    u"user_id"_s,
                                    u"user_name"_s,
                                    u"new_state"_s,
                                    u"keep_alive"_s,
                                    u"output_append_user"_s,
                                    u"socket_intention"_s,
                                    u"discard_indices"_s};
    for (const QString &key : steady) {
        if (const QString found = keyDifference(recorded, here, key); !found.isEmpty())
            return found;
    }
    const QJsonObject backends = recorded["backend_status"_L1].toObject();
    for (const QString &key : backends.keys()) {
        const QString found = keyDifference(backends, here["backend_status"_L1].toObject(), key);
        if (!found.isEmpty())
            return "backend_status."_L1 + found;
    }
    if (const QString found = imagesDifference(recorded, here); !found.isEmpty())
        return found;
    const QString rows = rowsDifference(recorded, here);
    return rows.isEmpty() ? errorDifference(recorded, here) : rows;
}
