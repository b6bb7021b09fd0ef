// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <optional>
#include <utility>
#include <variant>

/// A value, or the Error why there is none. Look before taking: `if (result) use(*result); else
/// show(result.error());`
template <typename T = std::monostate> class [[nodiscard]] Result
{
public:
    Result() requires std::is_same_v<T, std::monostate> : m_content(std::in_place_index<0>) { }
    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_content(std::in_place_index<1>, std::move(error))
    {
    }

    explicit operator bool() const noexcept { return m_content.index() == 0; }

    /// Only when it holds a value.
    [[nodiscard]] T &operator*() { return std::get<0>(m_content); }
    [[nodiscard]] const T &operator*() const { return std::get<0>(m_content); }
    [[nodiscard]] T *operator->() { return &std::get<0>(m_content); }
    [[nodiscard]] const T *operator->() const { return &std::get<0>(m_content); }

    /// Only when it holds none.
    [[nodiscard]] const Error &error() const { return std::get<1>(m_content); }

private:
    std::variant<T, Error> m_content;
};

/// The first error among several results; none where all hold values.
template <typename... T> [[nodiscard]] std::optional<Error> firstError(const Result<T> &...results)
{
    std::optional<Error> first;
    const auto look = [&first](const auto &result) {
        if (!first && !result)
            first = result.error();
    };
    (look(results), ...);
    return first;
}
