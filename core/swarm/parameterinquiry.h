// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverparameters.h"
#include "swarmclient.h"

/// Asks what can be set for a generation (ListT2IParams). Emits finished() exactly once; deletes itself after
/// that.
class ParameterInquiry : public QObject
{
    Q_OBJECT
public:
    explicit ParameterInquiry(SwarmClient &client, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(const Result<ServerParameters> &parameters);
};
