// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientreplay.h"

#include "callreplay.h"
#include "downloadreplay.h"
#include "inquiryreplay.h"
#include "jobreplay.h"
#include "recordedmessage.h"

using namespace Qt::StringLiterals;

ClientReplay::ClientReplay(const Transcript &transcript)
    : m_transcript(transcript)
{
}

QStringList ClientReplay::run()
{
    for (const Transcript::Socket &socket : m_transcript.sockets)
        take(socket);
    for (const Transcript::Http &call : m_transcript.calls)
        take(call);
    note({}, "status", inquiryDifference(m_network, m_transcript));
    return m_differences;
}

void ClientReplay::note(const QString &label, const QByteArray &target, const QString &difference)
{
    const QString name = label.isEmpty() ? QString() : u" “%1”"_s.arg(label);
    if (!difference.isEmpty())
        m_differences << QString::fromLatin1(target) + name + ": "_L1 + difference;
}

void ClientReplay::take(const Transcript::Socket &socket)
{
    for (const Transcript::Frame &message : socket.messages())
        note(socket.label, socket.target, messageDifference(message.payload));
    // the client opens no socket for anything but a generation
    if (socket.route() != "selectmodelws")
        note(socket.label, socket.target, JobReplay(m_network, m_transcript).difference(socket));
}

void ClientReplay::take(const Transcript::Http &call)
{
    const bool isJob = call.route() == "generatetext2image" && call.method == "POST"
        && call.question().contains("images"_L1);
    if (isJob)
        note(call.label, call.target, JobReplay(m_network, m_transcript).difference(call));
    if (call.answeredAt < 0)
        return;
    if (call.target.toLower().startsWith("/api"))
        note(call.label, call.target, CallReplay(m_network, call).difference());
    else
        note(call.label, call.target, downloadDifference(m_network, call));
}
