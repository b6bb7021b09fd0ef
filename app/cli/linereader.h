// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <optional>

#include <termios.h>

/// Reads lines that somebody types or a pipe brings, without blocking the event loop. A terminal does not
/// show what is typed where that is wished; it shows it again when the line has come or the reader goes.
class LineReader : public QObject
{
    Q_OBJECT
public:
    enum class Echo { Shown, Hidden };

    explicit LineReader(int descriptor, QObject *parent = nullptr);
    ~LineReader() override;

    [[nodiscard]] bool isTerminal() const;
    /// One line; got() follows, never from inside this call.
    void read(Echo echo);

Q_SIGNALS:
    /// Without its line end. None where nothing more comes, or it is longer than any name or key.
    void got(const std::optional<QString> &line);

private:
    void take();
    void look();
    void settle(const std::optional<QString> &line);
    void hide();
    void showAgain();

    int m_descriptor;
    QSocketNotifier m_notifier;
    QByteArray m_bytes; ///< read ahead
    std::optional<termios> m_before; ///< the terminal's settings, while it does not show what is typed
    bool m_isOver = false;
};
