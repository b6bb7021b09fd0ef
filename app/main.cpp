// SPDX-License-Identifier: GPL-3.0-or-later
#include "facechoice.h"
#include "secretarguments.h"

#include "cli/clientry.h"

#include "modules.h"

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace
{

QString programFolder()
{
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return QString::fromStdString(program.parent_path().string());
}

int runDesktop(int argc, char **argv)
{
    const Result<QFunctionPointer> entry
        = loadModule(programFolder(), QStringLiteral("desktop"), "runDesktop");
    if (!entry) {
        std::fputs(qPrintable(entry.error().sentence() + QLatin1Char('\n')), stderr);
        return exitCode(entry.error().kind);
    }
    return reinterpret_cast<int (*)(int, char **)>(*entry)(argc, argv);
}

} // namespace

/// Looks at the arguments before any Qt object exists: `--cli` must run where there is no display, and must
/// not pay for one.
int main(int argc, char **argv)
{
    // The faces get copies, because secrets are blanked in what others can read of this process.
    std::vector<std::string> arguments(argv, argv + argc);
    blankSecrets(argc, argv);
    std::vector<std::string_view> words(arguments.begin() + (argc > 0 ? 1 : 0), arguments.end());
    std::vector<char *> copies;
    copies.reserve(arguments.size() + 1);
    for (std::string &argument : arguments)
        copies.push_back(argument.data());
    copies.push_back(nullptr);

    const auto isFolder = [](std::string_view word) {
        std::error_code failed;
        return std::filesystem::is_directory(word, failed);
    };
    if (chooseFace(words, isFolder) == Face::Headless)
        return runCli(argc, copies.data());
    return runDesktop(argc, copies.data());
}
