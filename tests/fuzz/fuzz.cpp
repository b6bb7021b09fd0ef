// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// The claims that this fuzzer searches are named when it is built.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString broken = CLAIM(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (broken.isEmpty())
        return 0;
    std::fprintf(stderr, "This does not hold: %s\n", qUtf8Printable(broken));
    std::abort();
}
