// SPDX-License-Identifier: GPL-3.0-or-later
#include "calltofirst.h"
#include "desktopprogram.h"
#include "environmentproxies.h"
#include "glyphs.h"
#include "serversetting.h"
#include "settingkey.h"
#include "signalwatch.h"

#include <QApplication>
#include <QDir>
#include <QMessageBox>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

void complain(const QString &sentence)
{
    std::fputs(qPrintable(sentence + u'\n'), stderr);
}

int fail(const Error &error)
{
    complain(error.sentence());
    return exitCode(error.kind);
}

/// Of those who start the program from a menu nobody reads stderr.
int failInSight(const Error &error)
{
    QMessageBox box(QMessageBox::Critical, QApplication::applicationDisplayName(), error.message,
                    QMessageBox::Close);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(error.hint);
    QObject::connect(&box, &QMessageBox::finished, qApp, [] { QCoreApplication::exit(); });
    const int code = fail(error);
    box.show();
    QApplication::exec();
    return code;
}

QList<Notice> noticesOf(const QStringList &warnings)
{
    QList<Notice> notices;
    for (const QString &warning : warnings)
        notices << Notice{.kind = Notice::Kind::Setting, .text = warning, .about = warning};
    return notices;
}

/// Without a display Qt would end the process with a message for programmers.
bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

Error noDisplay()
{
    return {.kind = Error::Kind::Failed,
            .message = QCoreApplication::translate("Desktop", "There is no display to show the window on."),
            .hint = QCoreApplication::translate(
                "Desktop",
                "Use the commands of the terminal instead, such as asset-generator watch --all; "
                "asset-generator --help lists them.")};
}

void nameApplication()
{
    QApplication::setApplicationName(u"asset-generator"_s);
    QApplication::setApplicationDisplayName(u"Asset Generator"_s);
    QApplication::setApplicationVersion(QStringLiteral(ASSET_GENERATOR_VERSION));
    QApplication::setDesktopFileName(u"asset-generator"_s);
    QApplication::setWindowIcon(applicationIcon());
    QApplication::setQuitOnLastWindowClosed(false);
}

Result<Settings> settingsFor(const DesktopOrder &order, const Places &places)
{
    return Settings::load({.places = places,
                           .environment = QProcessEnvironment::systemEnvironment(),
                           .workingFolder = QDir::currentPath(),
                           .systemFolder = u"/etc/asset-generator"_s,
                           .configFile = order.configFile,
                           .commandLine = order.commandLine});
}

/// The process that has the window takes the folders; this one ends, unless that one is about to.
CallToFirst::Answer callFirst(const QApplication &app, SingleInstance &instance, const DesktopOrder &order)
{
    CallToFirst call(instance, {.folders = order.folders, .hidden = order.hidden});
    auto answer = CallToFirst::Answer::None;
    QObject::connect(&call, &CallToFirst::finished, &app, [&answer](CallToFirst::Answer given) {
        answer = given;
        QCoreApplication::exit();
    });
    call.start();
    QApplication::exec();
    if (answer == CallToFirst::Answer::None)
        complain(QCoreApplication::translate("Desktop",
                                             "Asset Generator runs already, but does not answer. End that "
                                             "process, then start it again."));
    return answer;
}

int runProgram(SingleInstance &instance, const Places &places, const DesktopOrder &order,
               const ServerAddress &server, const QList<Notice> &notices)
{
    DesktopMemory memory(places.configuration);
    Workbench workbench(places, QCoreApplication::applicationDirPath(), server);
    DesktopProgram program(workbench, memory, QCoreApplication::applicationFilePath());
    SignalWatch signalWatch({SIGINT, SIGTERM, SIGHUP});
    int code = 0;
    QObject::connect(&signalWatch, &SignalWatch::received, &program, [&program, &code](int number) {
        code = 128 + number;
        program.endSoon();
    });
    // Not quit(), which the window's closing could veto.
    QObject::connect(&program, &DesktopProgram::finished, qApp, [] { QCoreApplication::exit(0); });
    QObject::connect(&program, &DesktopProgram::leaving, &instance, &SingleInstance::stopListening);
    QObject::connect(&instance, &SingleInstance::called, &program, &DesktopProgram::take);
    for (const Notice &notice : notices)
        program.addNotice(notice);
    program.start(order);
    const int ended = QApplication::exec();
    return code != 0 ? code : ended;
}

} // namespace

/// Loaded and called by the program when a window is wanted.
extern "C" Q_DECL_EXPORT int runDesktop(int argc, char **argv)
{
    if (!hasDisplay())
        return fail(noDisplay());
    const QApplication app(argc, argv);
    nameApplication();
    const Result<DesktopOrder> order = DesktopOrder::parse(QApplication::arguments(), QDir::currentPath());
    if (!order)
        return fail(order.error());
    for (const QString &folder : order->folders) {
        if (const std::optional<Error> problem = folderProblem(folder))
            complain(problem->sentence());
    }
    const Places places = Places::of(QProcessEnvironment::systemEnvironment());
    const Result<Settings> settings = settingsFor(*order, places);
    if (!settings)
        return failInSight(settings.error());
    const Result<ServerAddress> server = serverSetting(*settings, order->apiKeyFile);
    if (!server)
        return failInSight(server.error());
    auto proxies = std::make_unique<EnvironmentProxies>(QProcessEnvironment::systemEnvironment());
    if (const Result<QNetworkProxy> proxy = proxies->proxyFor(server->url); !proxy)
        return failInSight(proxy.error());
    QNetworkProxyFactory::setApplicationProxyFactory(proxies.release());
    forgetSecretVariables();
    for (const QString &warning : settings->warnings())
        complain(warning);
    SingleInstance instance(places.runtime);
    if (instance.take() == SingleInstance::Role::Second) {
        const CallToFirst::Answer answer = callFirst(app, instance, *order);
        if (answer != CallToFirst::Answer::PlaceIsOurs)
            return answer == CallToFirst::Answer::Taken ? 0 : 1;
    }
    return runProgram(instance, places, *order, *server, noticesOf(settings->warnings()));
}
