// SPDX-License-Identifier: GPL-3.0-or-later
#include "failures.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using Kind = Failures::Kind;

struct Row {
    QLatin1String name; // also after "demo-" in a prompt where it is of one request
    Kind kind;
    std::optional<qint64> usual; // without one a value must be given
    bool inPrompt;
};

constexpr std::array rows{
    Row{"backend-error"_L1, Kind::BackendError, 0, true},
    Row{"close-1011"_L1, Kind::CloseError, 2, true},
    Row{"deaf"_L1, Kind::Deaf, 0, true},
    Row{"discard"_L1, Kind::Discard, 0, true},
    Row{"drop"_L1, Kind::Drop, 0, true},
    Row{"drop-socket"_L1, Kind::DropSocket, 2, true},
    Row{"empty"_L1, Kind::EmptyResult, 0, true},
    Row{"empty-result"_L1, Kind::EmptyResult, 0, true},
    Row{"endless-body"_L1, Kind::EndlessBody, 0, false},
    Row{"extra"_L1, Kind::Extras, {}, true},
    Row{"fail"_L1, Kind::BackendError, 0, true},
    Row{"fail-seed"_L1, Kind::FailSeed, {}, true},
    Row{"fragments"_L1, Kind::Fragments, 0, true},
    Row{"fuzzy"_L1, Kind::Fuzzy, 0, true},
    Row{"gzip"_L1, Kind::Gzip, 0, false},
    Row{"html"_L1, Kind::Html, 0, false},
    Row{"image-404"_L1, Kind::ImageMissing, 0, false},
    Row{"image-html"_L1, Kind::ImageHtml, 0, false},
    Row{"image-once-404"_L1, Kind::ImageLate, 0, false},
    Row{"intermediate"_L1, Kind::Intermediates, {}, true},
    Row{"internal-error"_L1, Kind::InternalError, 0, false},
    Row{"invalid-session"_L1, Kind::InvalidSession, 1, false},
    Row{"keep-alive-only"_L1, Kind::Hang, 0, true},
    Row{"login"_L1, Kind::Login, 0, false},
    Row{"mute"_L1, Kind::Mute, 0, false},
    Row{"never-close"_L1, Kind::NeverClose, 0, true},
    Row{"no-backends"_L1, Kind::NoBackends, 0, false},
    Row{"no-progress"_L1, Kind::NoProgress, 0, true},
    Row{"no-status"_L1, Kind::NoStatus, 0, true},
    Row{"not-swarm"_L1, Kind::NotSwarm, 0, false},
    Row{"odd-frames"_L1, Kind::OddFrames, 0, true},
    Row{"odd-messages"_L1, Kind::OddMessages, 0, true},
    Row{"odd-metadata"_L1, Kind::OddMetadata, 0, true},
    Row{"odd-progress"_L1, Kind::OddProgress, 0, true},
    Row{"rate-limit"_L1, Kind::RateLimit, 0, false},
    Row{"redirect"_L1, Kind::Redirect, 0, false},
    Row{"refuse-upgrade"_L1, Kind::RefuseUpgrade, 0, false},
    Row{"reject"_L1, Kind::Refuse, 0, true},
    Row{"silent"_L1, Kind::Silent, 0, true},
    Row{"slow"_L1, Kind::Slow, 2000, false},
    Row{"slow-headers"_L1, Kind::SlowHeaders, 200, false},
    Row{"step"_L1, Kind::StepTime, {}, true},
    Row{"truncated"_L1, Kind::Truncated, 0, false},
    Row{"unauthorized"_L1, Kind::Unauthorized, 0, false},
    Row{"wrong-type"_L1, Kind::WrongType, 0, false},
};

const Row *rowOf(QStringView name)
{
    const auto *found = std::ranges::find_if(rows, [&](const Row &row) { return name == row.name; });
    return found == rows.end() ? nullptr : found;
}

QString translated(const char *text)
{
    return QCoreApplication::translate("Demo", text);
}

} // namespace

QStringList Failures::forms()
{
    QStringList names;
    for (const Row &row : rows)
        names << row.name + (!row.usual ? "=N"_L1 : *row.usual > 0 ? "[=N]"_L1 : ""_L1);
    return names;
}

Result<Failures> Failures::read(const QStringList &words)
{
    Failures failures;
    for (const QString &word : words) {
        const qsizetype sign = word.indexOf(u'=');
        const QString name = word.left(sign);
        const Row *row = rowOf(name);
        if (row == nullptr)
            return Error{.kind = Error::Kind::Usage,
                         .message = translated("The demo server knows no failure “%1”.").arg(name),
                         .hint = translated("Known are: %1.").arg(forms().join(", "_L1))};
        bool number = false;
        const qint64 given = sign < 0 ? 0 : word.mid(sign + 1).toLongLong(&number);
        if (sign < 0 ? !row->usual : !number || given < 0)
            return Error{.kind = Error::Kind::Usage,
                         .message = translated("The failure “%1” needs a whole number.").arg(name),
                         .hint = translated("Write it as %1=N.").arg(name)};
        failures.m_values[row->kind] = sign < 0 ? *row->usual : given;
    }
    return failures;
}

Failures Failures::inPrompt(const QString &prompt, const Failures &common)
{
    static const QRegularExpression word(u"\\bdemo-([a-z][a-z0-9-]*)(?:=(\\d{1,18}))?"_s);
    Failures failures = common;
    for (auto matches = word.globalMatch(prompt); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const Row *row = rowOf(match.capturedView(1));
        if (row == nullptr || !row->inPrompt || (!row->usual && !match.hasCaptured(2)))
            continue;
        failures.m_values[row->kind] = match.hasCaptured(2) ? match.captured(2).toLongLong() : *row->usual;
    }
    return failures;
}

std::optional<qint64> Failures::value(Kind kind) const
{
    const auto found = m_values.constFind(kind);
    return found == m_values.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace demo
