// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// One of the processes that a measure of the wire starts: gets ready, says so, begins when its standard
/// input ends, and tells its figures. Its arguments:
///   progress PORT MESSAGES   what a message of progress takes, through client, parser and signal, in
///                            nanoseconds: by the clock, and of the processor
///   picture PORT SIZE        by how many bytes its memory grew while a picture of that size came inside a
///                            message and was saved
///   runs COUNT               as many runs at once, with a demo server in the process: nanoseconds, bytes
///                            that its memory grew, and runs that did not end completed
[[nodiscard]] int runWireWorker(const QStringList &arguments);
