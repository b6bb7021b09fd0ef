// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <utility>

/// An optional value for a struct that stands in long lists and rarely has it: 16 bytes where it is missing,
/// and copies share one. It never changes; another one takes its place. Compares by value.
template <typename Value> class SharedOptional
{
public:
    SharedOptional() = default;
    SharedOptional(Value value)
        : m_value(std::make_shared<const Value>(std::move(value)))
    {
    }
    SharedOptional(std::optional<Value> value)
        : m_value(value ? std::make_shared<const Value>(*std::move(value)) : nullptr)
    {
    }

    [[nodiscard]] bool has_value() const { return m_value != nullptr; }
    explicit operator bool() const { return has_value(); }
    const Value &operator*() const { return *m_value; }
    const Value *operator->() const { return m_value.get(); }

    friend bool operator==(const SharedOptional &a, const SharedOptional &b)
    {
        return a.m_value == b.m_value || (a && b && *a == *b);
    }

private:
    std::shared_ptr<const Value> m_value;
};
