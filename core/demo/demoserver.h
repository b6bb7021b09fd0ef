// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apidoor.h"
#include "demoapi.h"
#include "imagedoor.h"
#include "world.h"

#include <QTcpServer>

#include <memory>

namespace demo
{

class HttpConnection;

/// The demo server as a whole.
class DemoServer final : public QObject, public Demo
{
    Q_OBJECT
public:
    explicit DemoServer(DemoOptions options);
    /// With times other than the real server's, but for `step`, which is the options'.
    DemoServer(DemoOptions options, const Tempo &tempo);
    ~DemoServer() override;

    Result<> listen() override;
    [[nodiscard]] QUrl address() const override;
    [[nodiscard]] QByteArray makeToken(const QString &user) override;
    [[nodiscard]] QString makeSession(const QString &user) override;
    void setReachable(int backend, bool reachable) override;
    void stop() override;
    [[nodiscard]] std::shared_ptr<DemoMemory> memory() const override;

private:
    [[nodiscard]] Result<> check(const Era &era) const;
    void accept();
    void take(const HttpRequest &request, const Answer &answer);
    void takeUpgrade(HttpConnection &connection, const HttpRequest &request, const Answer &answer);
    /// What is the same for every request: failures of the whole server, the required header.
    [[nodiscard]] bool turnAway(const HttpRequest &request, const Answer &answer) const;
    [[nodiscard]] Answer slowed(const Answer &answer);

    DemoOptions m_options;
    Tempo m_tempo;
    std::unique_ptr<World> m_world;
    std::unique_ptr<ApiDoor> m_api;
    std::unique_ptr<ImageDoor> m_images;
    QTcpServer m_listener; ///< parent of all connections; dies first
};

} // namespace demo
