// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"

#include "jsontext.h"

using namespace Qt::StringLiterals;

namespace demo
{

Arguments::Arguments(QJsonObject body)
    : m_body(std::move(body))
{
}

QString Arguments::text(const QString &name, std::optional<QString> fallback)
{
    return given(name, !fallback).value_or(fallback.value_or(QString()));
}

int Arguments::number(const QString &name, std::optional<int> fallback)
{
    const std::optional<QString> text = given(name, !fallback);
    if (!text)
        return fallback.value_or(0);
    bool good = false;
    const int number = text->toInt(&good);
    if (!good)
        refuse(u"Invalid value '%1' for parameter '%2', must be type 'Int32'"_s.arg(*text, name));
    return number;
}

bool Arguments::flag(const QString &name, std::optional<bool> fallback)
{
    const std::optional<QString> text = given(name, !fallback);
    if (!text)
        return fallback.value_or(false);
    const bool yes = text->compare("true"_L1, Qt::CaseInsensitive) == 0;
    if (!yes && text->compare("false"_L1, Qt::CaseInsensitive) != 0)
        refuse(u"Invalid value '%1' for parameter '%2', must be type 'Boolean'"_s.arg(*text, name));
    return yes;
}

std::optional<QString> Arguments::given(const QString &name, bool required)
{
    const auto found = m_body.constFind(name);
    if (found != m_body.constEnd())
        return plainText(*found);
    if (required)
        refuse(u"Missing required parameter '%1'"_s.arg(name));
    return {};
}

void Arguments::refuse(const QString &reason)
{
    if (m_refusal.isEmpty())
        m_refusal = reason;
}

} // namespace demo
