// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// One of the processes that a measure of the store starts: gets ready, says so, begins when its standard
/// input ends, and tells its figures in nanoseconds, one for each round. Its arguments:
///   STATE-FILE NUMBER ROUNDS KIND
/// NUMBER is that of its session. KIND is
///   store     updates through the store, each a change of stage, each waited for
///   keeper    the same updates without the store's thread and rests
///   limit     ready bytes written under the lock, synced and renamed
///   wait      waits for the lock, held for 5 ms each time, as often as a store with progress takes it
///   changes   the moments at which changes were on the disk
[[nodiscard]] int runStoreWorker(const QStringList &arguments);
