// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statusreport.h"

/// Sessions and reports for rows of tests: made in one line, changed where a row needs it. Each starts a
/// minute before the one made after it.
class SomeSessions
{
public:
    /// A living session that is sampling in the project “cards”.
    FollowedSession sampling(const QString &prompt, double progress, int images = 1);
    /// As many, at 62 %, of prompts "picture 1", "picture 2", …
    QList<FollowedSession> many(int count, double progress = 0.62);

private:
    int m_made = 0;
};
