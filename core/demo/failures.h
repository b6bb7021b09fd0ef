// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QMap>
#include <QStringList>

#include <optional>

namespace demo
{

/// What is to go wrong, by name. Given at the start for every request, or as "demo-NAME" in a prompt for that
/// request alone.
class Failures
{
public:
    enum class Kind {
        BackendError, ///< every picture fails half way
        FailSeed, ///< the picture of this seed fails half way
        EmptyResult, ///< the backend ends without a picture
        Refuse, ///< the backend refuses the work before it begins
        Drop, ///< the line to the backend breaks half way
        Deaf, ///< the backend draws on after an interrupt
        StepTime, ///< milliseconds a step, instead of the usual
        Intermediates, ///< that many pictures before the real one
        Extras, ///< that many pictures after it
        NoProgress, ///< no progress messages
        RefuseUpgrade, ///< WebSockets are refused, as by a proxy that does not know them
        DropSocket, ///< the socket is cut after that many progress messages
        NeverClose, ///< the server forgets to close the socket
        Login, ///< no session without an account
        Unauthorized, ///< a required header is missing, always
        NotSwarm, ///< some other web server
        Slow, ///< milliseconds before each answer
        NoBackends,
        ImageMissing ///< every picture is 404
    };

    /// "name" or "name=value" each. An unknown name is a Usage error that lists the known ones.
    static Result<Failures> read(const QStringList &words);
    /// Those of `prompt`, on top of `common`.
    static Failures inPrompt(const QString &prompt, const Failures &common);

    [[nodiscard]] bool has(Kind kind) const { return m_values.contains(kind); }
    /// The number given with it, or its usual one; nothing where it is not asked for.
    [[nodiscard]] std::optional<qint64> value(Kind kind) const;

private:
    QMap<Kind, qint64> m_values;
};

} // namespace demo
