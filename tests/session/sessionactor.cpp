// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesessionstore.h"
#include "folderlock.h"
#include "stormlife.h"

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
///   put ID PROGRESS | remove ID | cancel ID BY | hold | churn | storm BOARD PLACE NUMBER | end
/// and says what becomes of them: written, troubled KIND PID WAITED, healed, held, live ID.
class Actor : public QObject
{
    Q_OBJECT
public:
    explicit Actor(const QString &stateFile)
        : m_store(stateFile, m_processes, m_turns.clock())
        , m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, &Actor::hear);
        connect(&m_store, &SessionStore::written, this, [this] {
            if (!m_life)
                say(u"written"_s);
        });
        connect(&m_store, &SessionStore::healed, this, [] { say(u"healed"_s); });
        connect(&m_store, &SessionStore::troubled, this, [this](const Error &error) {
            say(u"troubled %1 %2 %3"_s.arg(errorCode(error.kind))
                    .arg(error.details["pid"_L1].toInteger())
                    .arg((systemMonotonicClock()() - m_turns.begun()).count()));
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
            churn();
        else if (verb == "storm"_L1)
            storm(words.value(1), {words.value(2).toInt(), words.value(3).toULongLong()});
        else if (verb == "end"_L1)
            end();
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

    /// A storm of its own, told in lines.
    void churn()
    {
        m_ownBoard = std::make_unique<StormPlace>();
        m_life = std::make_unique<StormLife>(m_store, m_turns, *m_ownBoard, StormSession());
        connect(m_life.get(), &StormLife::live, this, [](const QString &id) { say(u"live "_s + id); });
        m_life->begin();
    }

    void storm(const QString &board, StormSession first)
    {
        m_board = std::make_unique<StormBoard>(board);
        m_life = std::make_unique<StormLife>(m_store, m_turns, (*m_board)[first.place], first);
        m_life->begin();
    }

    void end()
    {
        if (m_life)
            m_life->end();
        QCoreApplication::exit(m_store.finish(m_life ? 10s : 1s) ? 0 : 1);
    }

    SystemProcessTable m_processes;
    TurnClock m_turns;
    FileSessionStore m_store;
    QSocketNotifier m_input;
    QByteArray m_heard;
    std::optional<Result<FolderLock>> m_lock;
    std::unique_ptr<StormBoard> m_board;
    std::unique_ptr<StormPlace> m_ownBoard;
    std::unique_ptr<StormLife> m_life;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const Actor actor(QString::fromLocal8Bit(argv[1]));
    return QCoreApplication::exec();
}

#include "sessionactor.moc"
