// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grammar.h"

/// `generate image` and all its options: the predecessor's, and those for every other parameter of a server.
void addGenerate(Grammar &grammar);
/// `collect`, which saves pictures too.
void addCollect(Grammar &grammar);
