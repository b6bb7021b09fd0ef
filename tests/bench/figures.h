// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

using Figures = std::vector<std::chrono::nanoseconds>;

/// The smallest that `part` (0 to 1) of all values do not exceed.
template <typename Value> [[nodiscard]] Value quantile(std::vector<Value> values, double part)
{
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, size_t(part * double(values.size())))];
}
