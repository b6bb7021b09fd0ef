// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <variant>

/// What only a command line says; all else of it that is global has a key in the configuration, too.
struct GlobalOptions {
    QString config = {};
    QString project = {};
    QString stateFile = {};
};

/// Whether, where and how pictures are saved.
struct SavingOptions {
    bool saveImages = false;
    QString outputDir = {};
    QString filenameTemplate = {};
    std::optional<bool> keepMetadata = {};
    bool overwrite = false;
};
struct GenerateOptions {
    QString prompt = {};
    QString label = {};
    QStringList loras = {};
    QStringList loraWeights = {};
    std::map<QString, QString> parameters = {}; ///< further ones of the server, by the name that was typed
    QStringList presets = {};
    bool literal = false;
    bool websocket = true;
    SavingOptions saving = {};
    QStringList notYet = {}; ///< options that are accepted for old scripts' sake and do nothing
};
struct StatusOptions {
    bool all = false;
    bool local = false;
    bool shortLine = false;
};
struct WatchOptions {
    QString id = {};
    bool all = false;
};
struct WaitOptions {
    QStringList ids = {};
    bool any = false;
    double timeoutSeconds = 0; ///< 0: for ever
};
struct CancelOptions {
    QStringList ids = {};
    bool all = false;
};
struct HistoryOptions {
    QString show = {};
    bool all = false;
    int limit = 50;
};
struct CollectOptions {
    QString id = {};
    SavingOptions saving = {};
};
struct ModelsOptions {
    QString get = {}; ///< the one to be shown; empty: a list
    QString kind = {}; ///< "LoRA", …, "all"; empty: those that draw (for one: all)
    QString match = {}; ///< a part of name, title or type
    bool loaded = false;
};
struct ParametersOptions {
    QString get = {}; ///< the one to be shown; empty: a list
    QString match = {}; ///< a part of name, title or description
};
struct DemoServerOptions {
    quint16 port = 7801;
    int stepMilliseconds = 150;
    quint64 seed = 1;
    QStringList failures = {};
    QString asVersion = {};
    bool accounts = false;
    QString authFile = {};
};
struct ConfigOptions {
    enum class Action { View, Get, Set, Unset, Init };
    Action action = Action::View;
    QString key = {};
    std::optional<QString> value = {}; ///< "-": to be read
};
struct LoginOptions {
    QString user = {}; ///< empty: to be asked for
};
struct LogoutOptions {
};
/// Text to print, and nothing to do.
struct HelpText {
    QString text = {};
};

using CommandOptions
    = std::variant<HelpText, GenerateOptions, StatusOptions, WatchOptions, WaitOptions, CancelOptions,
                   CollectOptions, HistoryOptions, ModelsOptions, ParametersOptions, DemoServerOptions,
                   ConfigOptions, LoginOptions, LogoutOptions>;

struct ParsedCommandLine {
    GlobalOptions global = {};
    std::map<QString, QString> settings
        = {}; ///< what was given for keys of the configuration ("generate.steps" → "30")
    CommandOptions command = HelpText{};
};

/// Reads the arguments (without the program's name). What is wrong is a Usage error that says what to do.
[[nodiscard]] Result<ParsedCommandLine> parseCommandLine(const QStringList &arguments);
