// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedpace.h"

#include "recordedwork.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace
{

constexpr double usualPace = 20;
constexpr double carefulPace
    = 4; // what is done in the middle must find it in the middle, on a busy machine too
constexpr int longSilence = 10000; // ms of the recording
constexpr double shortSilence = 1500; // what becomes of it

// Somebody did something while a generation went on: stopped it, asked for more, looked, or left.
bool actsInTheMiddle(const Transcript &transcript)
{
    const QList<RecordedWork> work = recordedWork(transcript);
    const auto goesOnAt = [&work](int at) {
        return std::ranges::any_of(
            work, [at](const RecordedWork &one) { return at > one.from && (one.isLeft || at < one.to); });
    };
    const bool calls = std::ranges::any_of(
        transcript.calls, [&](const Transcript::Http &call) { return goesOnAt(call.sentAt); });
    return calls
        || std::ranges::any_of(transcript.sockets,
                               [&](const Transcript::Socket &socket) {
                                   return std::ranges::any_of(
                                       socket.frames, [&](const Transcript::Frame &frame) {
                                           return !frame.fromServer && goesOnAt(frame.at);
                                       });
                               })
        || std::ranges::any_of(transcript.notes,
                               [&](const Transcript::Note &note) { return goesOnAt(note.at); });
}

int longestSilence(const Transcript &transcript)
{
    int longest = 0;
    for (const Transcript::Http &call : transcript.calls)
        longest = std::max(longest, call.answeredAt - call.sentAt);
    for (const Transcript::Socket &socket : transcript.sockets) {
        int last = -1;
        for (const Transcript::Frame &frame : socket.frames) {
            if (frame.fromServer && frame.opcode == "pong")
                continue;
            const bool isKeepAlive = frame.payload.contains("\"keep_alive\"");
            longest = std::max(longest, last < 0 ? 0 : frame.at - last);
            if (!isKeepAlive)
                last = frame.at;
        }
    }
    return longest;
}

// A client that never says anything is left to wait.
bool waitsForSilentClient(const Transcript &transcript)
{
    return std::ranges::any_of(transcript.sockets, [](const Transcript::Socket &socket) {
        return socket.status == 101
            && std::ranges::none_of(socket.frames, [](const Transcript::Frame &frame) {
                   return !frame.fromServer && (frame.opcode == "text" || frame.opcode == "binary");
               });
    });
}

bool speaksAfterTheEnd(const Transcript &transcript)
{
    return std::ranges::any_of(transcript.sockets, [](const Transcript::Socket &socket) {
        bool isOver = false;
        return std::ranges::any_of(socket.frames, [&isOver](const Transcript::Frame &frame) {
            isOver = isOver || (frame.fromServer && frame.payload.contains("\"socket_intention\""));
            return isOver && !frame.fromServer && frame.opcode == "text";
        });
    });
}

} // namespace

double recordedPace(const Transcript &transcript)
{
    const int silence = longestSilence(transcript);
    if (silence > longSilence)
        return std::max(silence / shortSilence, usualPace);
    return actsInTheMiddle(transcript) ? carefulPace : usualPace;
}

demo::Tempo tempoAt(double pace, const Transcript &transcript)
{
    const auto faster = [pace](double milliseconds) {
        return std::chrono::milliseconds(std::max(1, int(milliseconds / pace)));
    };
    return {.step = faster(recordedStep),
            .node = faster(5),
            .load = faster(200),
            .launch = 3ms,
            .linger = speaksAfterTheEnd(transcript) ? 500ms : 60ms,
            .keepAlive = faster(30000),
            .firstMessage = waitsForSilentClient(transcript) ? 500ms : 30s,
            .look = 400ms, // long enough to be seen
            .noBackend = 60ms};
}
