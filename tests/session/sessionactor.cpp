// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesessionstore.h"
#include "folderlock.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

void say(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    [[maybe_unused]] const auto wrote = ::write(STDOUT_FILENO, bytes.constData(), size_t(bytes.size()));
}

/// Runs sessions in one state file as the lines on its standard input tell:
///   put ID PROGRESS | remove ID | cancel ID BY | hold | churn ROUNDS | end
/// and says what becomes of them: written, troubled KIND PID, healed, held, live ID, ending ID, done.
class Actor : public QObject
{
    Q_OBJECT
public:
    explicit Actor(const QString &stateFile)
        : m_store(stateFile, m_processes)
        , m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, &Actor::hear);
        connect(&m_store, &SessionStore::written, this, &Actor::onWritten);
        connect(&m_store, &SessionStore::healed, this, [] { say(u"healed"_s); });
        connect(&m_store, &SessionStore::troubled, this, [](const Error &error) {
            say(u"troubled %1 %2"_s.arg(errorCode(error.kind)).arg(error.details["pid"_L1].toInteger()));
        });
    }

private:
    void hear()
    {
        char bytes[4096];
        const auto got = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (got <= 0)
            return QCoreApplication::quit();
        m_heard += QByteArray(bytes, got);
        for (auto end = m_heard.indexOf('\n'); end >= 0; end = m_heard.indexOf('\n')) {
            obey(QString::fromUtf8(m_heard.left(end)).split(u' '));
            m_heard.remove(0, end + 1);
        }
    }

    void obey(const QStringList &words)
    {
        const QString verb = words.value(0);
        if (verb == "put"_L1)
            put(words.value(1), words.value(2).toDouble());
        else if (verb == "remove"_L1)
            m_store.remove(words.value(1));
        else if (verb == "cancel"_L1)
            m_store.requestCancel(words.value(1), words.value(2));
        else if (verb == "hold"_L1)
            hold();
        else if (verb == "churn"_L1)
            churn(words.value(1).toInt());
        else if (verb == "end"_L1)
            QCoreApplication::exit(m_store.finish(1s) ? 0 : 1);
    }

    void put(const QString &id, double progress)
    {
        m_store.put({.id = id,
                     .status = Session::Status::Generating,
                     .progress = progress,
                     .startTime = QDateTime::currentDateTimeUtc(),
                     .owner = m_processes.self()});
    }

    void hold()
    {
        m_lock = FolderLock::take(m_store.stateFile(), 5s);
        say(m_lock && *m_lock ? u"held"_s : u"not held"_s);
    }

    /// Starts, updates and ends sessions as fast as they get written.
    void churn(int rounds)
    {
        m_rounds = rounds;
        m_id = newSessionId();
        put(m_id, 0);
    }

    void onWritten()
    {
        if (m_rounds == 0)
            return say(u"written"_s);
        if (!m_live) {
            say(u"live "_s + m_id);
            for (int step = 1; step <= 20; ++step)
                put(m_id, step / 20.0);
            m_live = true;
            return;
        }
        say(u"ending "_s + m_id);
        m_store.remove(m_id);
        m_live = false;
        if (--m_rounds > 0)
            return churn(m_rounds);
        say(u"done"_s);
    }

    SystemProcessTable m_processes;
    FileSessionStore m_store;
    QSocketNotifier m_input;
    QByteArray m_heard;
    std::optional<Result<FolderLock>> m_lock;
    QString m_id;
    int m_rounds = 0;
    bool m_live = false;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const Actor actor(QString::fromLocal8Bit(argv[1]));
    return QCoreApplication::exec();
}

#include "sessionactor.moc"
