// SPDX-License-Identifier: GPL-3.0-or-later
#include "gzip.h"
#include "statefile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr uid_t nobody = 65534;

QByteArray encoded(const QString &path)
{
    return QFile::encodeName(path);
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(bytes);
}

struct stat factsOf(const QString &path)
{
    struct stat facts {
    };
    ::stat(encoded(path).constData(), &facts);
    return facts;
}

/// Runs it in a child; what it returned.
template <typename Call> bool inChild(Call call)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(call() ? 0 : 1);
    int status = 1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// As another user.
template <typename Call> bool asNobody(Call call)
{
    return inChild([&] { return ::setgid(nobody) == 0 && ::setuid(nobody) == 0 && call(); });
}

/// As on a file system that knows no second name for a file.
template <typename Call> bool withoutLinks(Call call)
{
    std::array<sock_filter, 4> filter{{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                                       BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_linkat, 0, 1),
                                       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
                                       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)}};
    const sock_fprog program{.len = filter.size(), .filter = filter.data()};
    return inChild([&] {
        return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 && call();
    });
}

} // namespace

class TestStateFile : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    [[nodiscard]] QString in(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QStringList content() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void absentIsEmpty()
    {
        QCOMPARE(defaultStateFile(u"/home/ada"_s), u"/home/ada/.asset-generator-state.json"_s);
        const auto bytes = readStateFile(in(u"state"_s));
        QVERIFY(bytes);
        QVERIFY(bytes->isEmpty());
        QVERIFY(readStateFile(in(u"no folder/state"_s)));
    }

    void isReplacedWhole()
    {
        QVERIFY(replaceStateFile(in(u"state"_s), "one"));
        QVERIFY(replaceStateFile(in(u"state"_s), "two"));
        QCOMPARE(*readStateFile(in(u"state"_s)), QByteArray("two"));
        QCOMPARE(content(), QStringList{u"state"_s});
    }

    void onlyRegularFilesAreRead_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"folder", "pipe", "loop"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void onlyRegularFilesAreRead()
    {
        QFETCH(QString, what);
        const QString path = in(u"state"_s);
        if (what == "folder"_L1)
            QVERIFY(QDir().mkdir(path));
        else if (what == "pipe"_L1)
            QCOMPARE(::mkfifo(encoded(path).constData(), 0600), 0);
        else
            QVERIFY(QFile::link(path, in(u"other"_s)) && QFile::link(in(u"other"_s), path));
        const auto read = readStateFile(path);
        QVERIFY(!read);
        QVERIFY(read.error().message.contains(path));
        QVERIFY(!read.error().hint.isEmpty());
    }

    void anArchiveUnderAnotherNameIsRefused_data()
    {
        QTest::addColumn<QString>("linkTo");
        QTest::newRow("itself") << QString();
        QTest::newRow("behind a link") << u"real"_s;
    }
    void anArchiveUnderAnotherNameIsRefused()
    {
        QFETCH(QString, linkTo);
        const QString path = in(u"state"_s);
        put(linkTo.isEmpty() ? path : in(linkTo), "\x1f\x8b\x08rest");
        if (!linkTo.isEmpty())
            QVERIFY(QFile::link(linkTo, path));
        const QStringList before = content();
        const auto read = readStateFile(path);
        QVERIFY(!read);
        QVERIFY(read.error().message.contains(path));
        QVERIFY(!read.error().hint.isEmpty());
        QCOMPARE(content(), before);
    }

    void aNameInGzIsKeptCompressed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("lower") << u"state.json.gz"_s;
        QTest::newRow("upper") << u"STATE.GZ"_s;
    }
    void aNameInGzIsKeptCompressed()
    {
        QFETCH(QString, name);
        QVERIFY(replaceStateFile(in(name), "one"));
        QFile packed(in(name));
        QVERIFY(packed.open(QFile::ReadOnly));
        QCOMPARE(gunzipped(packed.readAll(), 100), QByteArray("one"));
        QCOMPARE(*readStateFile(in(name)), QByteArray("one"));
    }

    void aPlainFileUnderACompressedNameIsRead()
    {
        put(in(u"state.gz"_s), "{}");
        QCOMPARE(*readStateFile(in(u"state.gz"_s)), QByteArray("{}"));
        QVERIFY(replaceStateFile(in(u"state.gz"_s), "{ }"));
        QCOMPARE(*readStateFile(in(u"state.gz"_s)), QByteArray("{ }"));
    }

    void aSmallArchiveOfMuchGrowsNoFurtherThanTheCap()
    {
        put(in(u"state.gz"_s), gzipped(QByteArray(4 * stateFileSizeCap, ' ')));
        QCOMPARE(readStateFile(in(u"state.gz"_s))->size(), stateFileSizeCap + 1);
    }

    void unreadableIsNotEmpty()
    {
        if (::geteuid() != 0)
            QSKIP("needs another user");
        put(in(u"state"_s), "{}");
        ::chmod(encoded(in(u"state"_s)).constData(), 0);
        ::chmod(encoded(m_folder->path()).constData(), 0777);
        QVERIFY(asNobody([this] { return !readStateFile(in(u"state"_s)); }));
    }

    void readsOneByteMoreThanTheCap()
    {
        put(in(u"state"_s), QByteArray(stateFileSizeCap + 100, ' '));
        QCOMPARE(readStateFile(in(u"state"_s))->size(), stateFileSizeCap + 1);
    }

    void ownLinksAreFollowed()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"real"_s));
        QVERIFY(QFile::link(u"real/state"_s, in(u"link"_s)));
        QVERIFY(replaceStateFile(in(u"link"_s), "one"));
        QCOMPARE(*readStateFile(in(u"link"_s)), QByteArray("one"));
        QCOMPARE(*readStateFile(in(u"real/state"_s)), QByteArray("one"));
        QVERIFY(QFileInfo(in(u"link"_s)).isSymLink());
    }

    void aPlantedLinkHarmsNobody()
    {
        if (::geteuid() != 0)
            QSKIP("needs another user");
        put(in(u"victim"_s), "precious");
        QVERIFY(QFile::link(in(u"victim"_s), in(u"state"_s)));
        QCOMPARE(::lchown(encoded(in(u"state"_s)).constData(), nobody, nobody), 0);
        QVERIFY(!readStateFile(in(u"state"_s)));
        QVERIFY(!replaceStateFile(in(u"state"_s), "x"));
        QVERIFY(!keepAside(in(u"state"_s), u"1"_s));
        QCOMPARE(*readStateFile(in(u"victim"_s)), QByteArray("precious"));
    }

    void anothersFileIsReplacedWhereTheFolderPermits()
    {
        if (::geteuid() != 0)
            QSKIP("needs another user");
        const QString path = in(u"state"_s);
        QVERIFY(replaceStateFile(path, "root's"));
        ::chmod(encoded(m_folder->path()).constData(), 0777);
        QVERIFY(asNobody([&] { return bool(replaceStateFile(path, "nobody's")); }));
        QCOMPARE(*readStateFile(path), QByteArray("nobody's"));
        QCOMPARE(factsOf(path).st_uid, nobody);
        ::chmod(encoded(m_folder->path()).constData(), 01777); // sticky: not there
        QVERIFY(replaceStateFile(path, "root's"));
        QVERIFY(asNobody([&] { return !replaceStateFile(path, "nobody's"); }));
        QCOMPARE(*readStateFile(path), QByteArray("root's"));
        QCOMPARE(content(), QStringList{u"state"_s});
    }

    void modeFollowsUmaskAndFolder_data()
    {
        QTest::addColumn<int>("mask");
        QTest::addColumn<int>("folder");
        QTest::addColumn<int>("file");
        QTest::newRow("usual") << 022 << 0755 << 0644;
        QTest::newRow("private umask") << 077 << 0700 << 0600;
        QTest::newRow("shared folder") << 022 << 0775 << 0664;
        QTest::newRow("shared folder, private umask") << 077 << 02775 << 0664;
    }
    void modeFollowsUmaskAndFolder()
    {
        QFETCH(int, mask);
        QFETCH(int, folder);
        ::chmod(encoded(m_folder->path()).constData(), mode_t(folder));
        const mode_t before = ::umask(mode_t(mask));
        const bool done(replaceStateFile(in(u"state"_s), "x"));
        ::umask(before);
        QVERIFY(done);
        QTEST(int(factsOf(in(u"state"_s)).st_mode & 0777), "file");
        QCOMPARE(factsOf(in(u"state"_s)).st_gid, factsOf(m_folder->path()).st_gid);
    }

    void aFailedWriteLeavesTheOldOne()
    {
        const QString path = in(u"state"_s);
        QVERIFY(replaceStateFile(path, "old"));
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit tight{.rlim_cur = 1000, .rlim_max = before.rlim_max};
        ::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &tight);
        const auto result = replaceStateFile(path, QByteArray(100'000, 'x'));
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::FileSystem);
        QCOMPARE(*readStateFile(path), QByteArray("old"));
        QCOMPARE(content(), QStringList{u"state"_s});
    }

    void whatAKilledWriterLeftIsTakenAway()
    {
        const QString path = in(u"state"_s);
        QVERIFY(replaceStateFile(path, "old"));
        for (int i = 0; i < 200; ++i) { // killed somewhere on its way
            const pid_t child = ::fork();
            if (child == 0) {
                while (true)
                    [[maybe_unused]] const auto done = replaceStateFile(path, QByteArray(300'000, 'n'));
            }
            ::usleep(500 + useconds_t(i) * 17);
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            const QByteArray bytes = *readStateFile(path);
            QVERIFY(bytes == "old" || bytes == QByteArray(300'000, 'n'));
        }
        put(path + u".new-0000000"_s, "another system's, of now"); // perhaps still at work
        put(path + u".tmp"_s, "the predecessor's");
        put(path + u".newer"_s, "a user's");
        removeLeftovers(path);
        QCOMPARE(content(),
                 (QStringList{u"state"_s, u"state.new-0000000"_s, u"state.newer"_s, u"state.tmp"_s}));
    }

    void keepsTheNewestThreeAside()
    {
        const QString path = in(u"state"_s);
        for (const char *time : {"1", "2", "3", "4", "4"}) {
            put(path, time);
            const auto aside = keepAside(path, QString::fromLatin1(time));
            QVERIFY(aside);
            QCOMPARE(*aside, path + u".corrupt-"_s + QString::fromLatin1(time));
            QVERIFY(replaceStateFile(path, "{}"));
            dropOldestAside(path, *aside);
        }
        QCOMPARE(content(),
                 (QStringList{u"state"_s, u"state.corrupt-2"_s, u"state.corrupt-3"_s, u"state.corrupt-4"_s}));
        QCOMPARE(*readStateFile(path + u".corrupt-4"_s), QByteArray("4"));
        QCOMPARE(*readStateFile(path), QByteArray("{}"));
    }

    void whatWasJustKeptStaysThoughTheClockWasSetBack()
    {
        const QString path = in(u"state"_s);
        for (const QString &later : {u"7"_s, u"8"_s, u"9"_s})
            put(path + u".corrupt-"_s + later, "planted");
        put(path, "damage");
        const auto aside = keepAside(path, u"1"_s);
        QVERIFY(aside);
        dropOldestAside(path, *aside);
        QCOMPARE(content(),
                 (QStringList{u"state"_s, u"state.corrupt-1"_s, u"state.corrupt-8"_s, u"state.corrupt-9"_s}));
    }

    void keepsOneDamageAsideOnce()
    {
        const QString path = in(u"state"_s);
        put(path, "damage");
        for (const QString &time : {u"1"_s, u"2"_s, u"3"_s}) // as often as the write is tried
            QCOMPARE(*keepAside(path, time), path + u".corrupt-1"_s);
        QVERIFY(QFile::remove(path)); // another file now, but the same words
        put(path, "damage");
        QCOMPARE(*keepAside(path, u"4"_s), path + u".corrupt-1"_s);
        QCOMPARE(content(), (QStringList{u"state"_s, u"state.corrupt-1"_s}));
    }

    void keepsTwoDamagesOfOneSecond()
    {
        const QString path = in(u"state"_s);
        for (const char *damage : {"first", "second", "third"}) {
            put(path, damage);
            QVERIFY(keepAside(path, u"1"_s));
            QVERIFY(replaceStateFile(path, "{}"));
        }
        QCOMPARE(*readStateFile(path + u".corrupt-1"_s), QByteArray("first"));
        QCOMPARE(*readStateFile(path + u".corrupt-1-2"_s), QByteArray("second"));
        QCOMPARE(*readStateFile(path + u".corrupt-1-3"_s), QByteArray("third"));
    }

    void halfACopyIsNotLeft()
    {
        const QString path = in(u"state"_s);
        const QByteArray damage(100'000, 'x');
        put(path, damage);
        // Where nothing can be linked it is copied.
        QVERIFY(withoutLinks([&] { return bool(keepAside(path, u"1"_s)); }));
        QCOMPARE(*readStateFile(path + u".corrupt-1"_s), damage);
        QVERIFY(QFile::remove(path + u".corrupt-1"_s));
        QVERIFY(withoutLinks([&] {
            const rlimit tight{.rlim_cur = 1000, .rlim_max = 1000};
            ::signal(SIGXFSZ, SIG_IGN);
            return ::setrlimit(RLIMIT_FSIZE, &tight) == 0 && !keepAside(path, u"1"_s);
        }));
        QCOMPARE(content(), QStringList{u"state"_s});
    }
};

QTEST_GUILESS_MAIN(TestStateFile)
#include "tst_statefile.moc"
