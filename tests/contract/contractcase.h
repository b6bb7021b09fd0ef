// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobstage.h"

#include <functional>

/// One case of the wire contract that a generation meets: what the server says, and what the caller is to
/// see. A row's name begins with the number that the contract gives to the case.
struct ContractCase {
    ScriptedServer::Script script = {};
    int images = 1;
    int batch = 1;
    QString outcome = QStringLiteral("completed 1/1");
    QList<int> indices = {0};
    QString message = {}; ///< of the error, "%1" for the server's name; empty: none
    std::function<void(const JobStage &)> more = {}; ///< what else must be seen
    GenerateJob::Options options = JobStage::quick();
    int sessions = 1; ///< server sessions that the job had
    int sent = 1; ///< requests for a generation, over both roads
};

inline void contractRow(const char *name, const ContractCase &expected)
{
    QTest::newRow(name) << expected;
}

/// Compares all that a caller sees of an ended job.
inline void compareWithContract(const JobStage &stage, const ContractCase &expected)
{
    QCOMPARE(stage.message(), stage.named(expected.message));
    QCOMPARE(stage.watch->outcome(), expected.outcome);
    QCOMPARE(stage.watch->indices(), expected.indices);
    QCOMPARE(stage.watch->sessions.size(), expected.sessions);
    QCOMPARE(stage.timesSent(), expected.sent);
    if (expected.more)
        expected.more(stage);
}
