// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

/// A member of a JSON object as it stands there: what is not edited stays byte for byte what another program
/// wrote. Points into the object.
struct JsonMember {
    QByteArrayView name; ///< with its quotes
    QByteArrayView value;
};

/// In their order; none where `object` is not one, and valid.
[[nodiscard]] std::vector<JsonMember> jsonMembers(QByteArrayView object);
