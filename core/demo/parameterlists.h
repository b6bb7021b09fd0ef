// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parameters.h"

namespace demo
{

/// The parts that knownParameters() puts together.
[[nodiscard]] QList<Parameter> coreParameters();
[[nodiscard]] QList<Parameter> samplingParameters();
[[nodiscard]] QList<Parameter> modelParameters(const QStringList &models, const QStringList &vaes,
                                               const QStringList &loras);
[[nodiscard]] QList<Parameter> serverParameters(const QStringList &backends);

} // namespace demo
