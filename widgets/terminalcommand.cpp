// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminalcommand.h"

#include "statusreport.h"

using namespace Qt::StringLiterals;

namespace
{

QString quoted(const QString &path)
{
    return u'\'' + QString(path).replace(u"'"_s, u"'\\''"_s) + u'\'';
}

QString projectOption(const QString &project)
{
    return project.isEmpty() ? QString() : " --project "_L1 + quoted(project);
}

} // namespace

QString watchCommand(const QString &sessionId, const QString &project)
{
    return "asset-generator watch "_L1 + shortId(sessionId) + projectOption(project);
}

QString tryCommand(const QString &project)
{
    return "asset-generator generate image --prompt 'a red fox in deep snow'"_L1 + projectOption(project);
}
