// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameterid.h"
#include "parameterlists.h"

using namespace Qt::StringLiterals;

namespace demo
{

QString Parameter::id() const
{
    return parameterId(name);
}

QList<Parameter> knownParameters(const QStringList &models, const QStringList &vaes, const QStringList &loras,
                                 const QStringList &backends)
{
    return coreParameters() + samplingParameters() + modelParameters(models, vaes, loras)
        + serverParameters(backends);
}

} // namespace demo
