// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "places.h"

#include <QProcessEnvironment>
#include <QString>
#include <QTextStream>

/// Where a command writes. Data goes to `out`, everything else to `err`.
struct Streams {
    QTextStream &out;
    QTextStream &err;
    bool outIsTerminal = false;
    bool errIsTerminal = false;
    int width = 0; ///< columns of the terminal behind `out`; 0: no terminal
};

/// Where and for whom a command runs.
struct Surroundings {
    Places places = {};
    QProcessEnvironment environment = {};
    QString workingFolder = {};
    QString programFolder = {};
};
