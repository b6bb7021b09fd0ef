// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

/// Lets go of an object that may be in the middle of a signal: nothing is heard of it any more, and it is
/// deleted by the event loop.
struct DeleteLater {
    void operator()(QObject *object) const
    {
        object->disconnect();
        object->deleteLater();
    }
};

/// Owns such an object. Give the object a parent too, for the case that the event loop has ended.
template <typename T> using LaterPtr = std::unique_ptr<T, DeleteLater>;
