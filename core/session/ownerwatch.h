// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "descriptor.h"
#include "processtable.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <vector>

/// Tells at once when one of several owners dies.
class OwnerWatch : public QObject
{
    Q_OBJECT
public:
    /// `processes` must outlive it.
    explicit OwnerWatch(const ProcessTable &processes, QObject *parent = nullptr);

    /// From now on these, and only these. False where the end of one cannot be waited for: it has just died,
    /// or the system has no way.
    [[nodiscard]] bool watch(const std::vector<Owner> &owners);

Q_SIGNALS:
    void ended();

private:
    struct Watched {
        Owner owner;
        Descriptor process;
        std::unique_ptr<QSocketNotifier> notifier; ///< goes before what it watches
    };
    [[nodiscard]] std::unique_ptr<Watched> open(const Owner &owner);

    const ProcessTable &m_processes;
    std::vector<std::unique_ptr<Watched>> m_watched;
};
