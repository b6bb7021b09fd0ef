// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class Grammar;

/// `config` and what belongs to it.
void addConfig(Grammar &grammar);
