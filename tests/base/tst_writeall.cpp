// SPDX-License-Identifier: GPL-3.0-or-later
#include "descriptor.h"
#include "writeall.h"

#include <QTest>

#include <array>
#include <cerrno>
#include <csignal>
#include <thread>

#include <sys/time.h>

class TestWriteAll : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesOnWhereASignalInterrupts()
    {
        struct sigaction action {
        };
        action.sa_handler = [](int) {};
        ::sigaction(SIGALRM, &action, nullptr);
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe(ends), 0);
        const Descriptor in(ends[0]);
        Descriptor out(ends[1]);
        const QByteArray bytes(1'000'000, 'x'); // more than a pipe holds
        QByteArray got;
        const itimerval often{.it_interval = {0, 2000}, .it_value = {0, 2000}};
        const itimerval never{};
        std::thread reader([&] {
            sigset_t all;
            ::sigfillset(&all);
            ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
            std::array<char, 20'000> part{};
            for (ssize_t size = 0; (size = ::read(in.get(), part.data(), part.size())) > 0;) {
                got.append(part.data(), size);
                ::usleep(500);
            }
        });
        ::setitimer(ITIMER_REAL, &often, nullptr);
        const bool written = writeAll(out.get(), bytes);
        ::setitimer(ITIMER_REAL, &never, nullptr);
        out = Descriptor();
        reader.join();
        QVERIFY(written);
        QCOMPARE(got, bytes);
    }

    void saysWhyItFailed()
    {
        QVERIFY(!writeAll(-1, "x"));
        QCOMPARE(errno, EBADF);
    }
};

QTEST_GUILESS_MAIN(TestWriteAll)
#include "tst_writeall.moc"
