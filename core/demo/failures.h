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
        InvalidSession, ///< so many sessions are unknown when they are used; 0: all
        RateLimit, ///< only an error_id, and status 200
        InternalError, ///< every route stumbles
        Redirect, ///< every route sends people to a page
        Html, ///< every route answers with a page
        Truncated, ///< the connection ends in the middle of each answer
        Gzip, ///< answers are compressed, wanted or not
        SlowHeaders, ///< milliseconds for each byte of an answer
        EndlessBody, ///< an answer does not end
        Mute, ///< connections are taken, and nothing is ever said
        Hang, ///< the backend begins and never goes on: silence, but for keep_alive
        Silent, ///< a request ends without pictures and without a word
        CloseError, ///< the socket is closed with 1011 after that many progress messages
        NoStatus, ///< no status messages
        Discard, ///< all delivered pictures are to be thrown away at the end
        Fuzzy, ///< another model than the one asked for draws
        OddProgress, ///< shares that are no shares, previews that are none
        OddMetadata, ///< none, empty, no JSON, nested deeply
        OddMessages, ///< of unknown kinds, with unknown keys
        OddFrames, ///< no JSON, no object, nothing
        Fragments, ///< messages come in many frames
        Slow, ///< milliseconds before each answer
        NoBackends,
        ImageMissing, ///< every picture is 404
        ImageLate, ///< every picture is 404 the first time
        ImageHtml, ///< a page instead of every picture
        WrongType, ///< pictures are of another kind than their names and types say
    };

    /// How each can be written: "name", "name=N", "name[=N]".
    [[nodiscard]] static QStringList forms();
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
