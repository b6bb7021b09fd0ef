// SPDX-License-Identifier: GPL-3.0-or-later
/// A bad disk for tests, to be preloaded (LD_PRELOAD) into a program: what it does to files in one folder
/// fails or takes long, as a file says that may change while the program runs. Not part of the product.
///
/// BAD_DISK_FOLDER    the folder; what lies in its subfolders is left alone
/// BAD_DISK_CONTROL   a file with a line “OPERATION ERRNO MILLISECONDS” for each that is bad; may be missing
/// BAD_DISK_LOG       where “OPERATION BEGIN END” (monotonic, µs) is written for each sync and rename; may be
/// unset
///
/// Operations: open (for writing), write, sync, rename (links too), lockfolder, lockfile.
#include <cerrno>
#include <chrono>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace
{

using Clock = std::chrono::steady_clock;

/// The function that would have been called without this library.
template <typename Function> Function next(const char *name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

std::string setting(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

std::string linkTarget(const std::string &link)
{
    char target[4096];
    const ssize_t length = ::readlink(link.c_str(), target, sizeof target);
    return length > 0 ? std::string(target, size_t(length)) : std::string();
}

std::string nameOf(int descriptor)
{
    return linkTarget("/proc/self/fd/" + std::to_string(descriptor));
}

/// The folder itself, or what lies in it.
bool isBad(const std::string &path)
{
    static const std::string folder = setting("BAD_DISK_FOLDER");
    if (folder.empty() || !path.starts_with(folder))
        return false;
    return path.size() == folder.size() || path.rfind('/') == folder.size();
}

bool isBad(int folder, const char *name)
{
    if (name[0] == '/')
        return isBad(name);
    const std::string base = folder == AT_FDCWD ? linkTarget("/proc/self/cwd") : nameOf(folder);
    return isBad(base + '/' + name);
}

struct Badness {
    int reason = 0;
    int milliseconds = 0;
};

/// With plain system calls: the functions of the same names are ours.
Badness badnessOf(std::string_view operation)
{
    static const std::string control = setting("BAD_DISK_CONTROL");
    char text[512] = {};
    const long file = ::syscall(SYS_openat, AT_FDCWD, control.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return {};
    [[maybe_unused]] const long got = ::syscall(SYS_read, file, text, sizeof text - 1);
    ::syscall(SYS_close, file);
    char *rest = nullptr;
    for (char *line = ::strtok_r(text, "\n", &rest); line; line = ::strtok_r(nullptr, "\n", &rest)) {
        char name[32];
        Badness bad;
        if (std::sscanf(line, "%31s %d %d", name, &bad.reason, &bad.milliseconds) == 3 && name == operation)
            return bad;
    }
    return {};
}

void note(const char *operation, Clock::time_point begin)
{
    static const std::string log = setting("BAD_DISK_LOG");
    if (log.empty())
        return;
    const auto microseconds = [](Clock::time_point time) {
        return (long long)(std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch())
                               .count());
    };
    char line[96];
    const int length = std::snprintf(line, sizeof line, "%s %lld %lld\n", operation, microseconds(begin),
                                     microseconds(Clock::now()));
    const long file
        = ::syscall(SYS_openat, AT_FDCWD, log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    [[maybe_unused]] const long put = ::syscall(SYS_write, file, line, length);
    ::syscall(SYS_close, file);
}

/// True with errno set where the operation is to fail; takes as long as a bad disk takes.
bool fails(const char *operation)
{
    const Badness bad = badnessOf(operation);
    if (bad.milliseconds > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(bad.milliseconds));
    if (bad.reason != 0)
        errno = bad.reason;
    return bad.reason != 0;
}

bool opensForWriting(int flags)
{
    return (flags & O_PATH) == 0 && ((flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0);
}

bool openFails(int folder, const char *path, int flags)
{
    const int before = errno;
    if (opensForWriting(flags) && isBad(folder, path) && fails("open"))
        return true;
    errno = before;
    return false;
}

mode_t modeOf(int flags, va_list &arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? mode_t(va_arg(arguments, int)) : 0;
}

using Open = int (*)(const char *, int, ...);
using OpenAt = int (*)(int, const char *, int, ...);
using Sync = int (*)(int);

template <typename Call> int syncing(int descriptor, Call call)
{
    const int before = errno;
    if (!isBad(nameOf(descriptor))) {
        errno = before;
        return call();
    }
    const auto begin = Clock::now();
    const int result = fails("sync") ? -1 : call();
    const int reason = errno;
    note("sync", begin);
    errno = result == 0 ? before : reason;
    return result;
}

struct Move {
    int fromFolder;
    const char *from;
    int toFolder;
    const char *to;
};

template <typename Call> int moving(const Move &move, Call call)
{
    const int before = errno;
    if (!isBad(move.fromFolder, move.from) && !isBad(move.toFolder, move.to)) {
        errno = before;
        return call();
    }
    const auto begin = Clock::now();
    const int result = fails("rename") ? -1 : call();
    const int reason = errno;
    note("rename", begin);
    errno = result == 0 ? before : reason;
    return result;
}

bool lockFails(int descriptor)
{
    struct stat facts {
    };
    const int before = errno;
    if (isBad(nameOf(descriptor)) && ::fstat(descriptor, &facts) == 0
        && fails(S_ISDIR(facts.st_mode) ? "lockfolder" : "lockfile"))
        return true;
    errno = before;
    return false;
}

} // namespace

extern "C" {

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFails(AT_FDCWD, path, flags) ? -1 : next<Open>("open")(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFails(AT_FDCWD, path, flags) ? -1 : next<Open>("open64")(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFails(folder, path, flags) ? -1 : next<OpenAt>("openat")(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFails(folder, path, flags) ? -1 : next<OpenAt>("openat64")(folder, path, flags, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    const int before = errno;
    if (isBad(nameOf(descriptor)) && fails("write"))
        return -1;
    errno = before;
    return next<ssize_t (*)(int, const void *, size_t)>("write")(descriptor, bytes, count);
}

int fsync(int descriptor)
{
    return syncing(descriptor, [=] { return next<Sync>("fsync")(descriptor); });
}

int fdatasync(int descriptor)
{
    return syncing(descriptor, [=] { return next<Sync>("fdatasync")(descriptor); });
}

int rename(const char *from, const char *to) noexcept
{
    return moving({AT_FDCWD, from, AT_FDCWD, to},
                  [=] { return next<int (*)(const char *, const char *)>("rename")(from, to); });
}

int renameat(int fromFolder, const char *from, int toFolder, const char *to) noexcept
{
    return moving({fromFolder, from, toFolder, to}, [=] {
        return next<int (*)(int, const char *, int, const char *)>("renameat")(fromFolder, from, toFolder,
                                                                               to);
    });
}

int linkat(int fromFolder, const char *from, int toFolder, const char *to, int flags) noexcept
{
    return moving({fromFolder, from, toFolder, to}, [=] {
        return next<int (*)(int, const char *, int, const char *, int)>("linkat")(fromFolder, from, toFolder,
                                                                                  to, flags);
    });
}

int flock(int descriptor, int operation) noexcept
{
    if ((operation & LOCK_UN) == 0 && lockFails(descriptor))
        return -1;
    return next<int (*)(int, int)>("flock")(descriptor, operation);
}

} // extern "C"
