// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonmembers.h"

#include "jsonstreamreader.h"

std::vector<JsonMember> jsonMembers(QByteArrayView object)
{
    std::vector<JsonMember> members;
    JsonStreamReader reader(object);
    const bool isWhole = reader.readObject([&](const JsonText &key) {
        const qsizetype begin = reader.position();
        reader.skip();
        if (reader.hasFailed())
            return false;
        if (members.empty())
            members.reserve(16); // an entry of ours has 11
        members.push_back({.name = QByteArrayView(key.raw.data() - 1, key.raw.size() + 2),
                           .value = object.sliced(begin, reader.end() - begin)});
        return true;
    });
    if (!isWhole || !reader.atEnd())
        members.clear();
    return members;
}
