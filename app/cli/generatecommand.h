// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "followedproject.h"
#include "generationrun.h"
#include "progressreport.h"
#include "requestcheck.h"

#include <QElapsedTimer>
#include <QTimer>

/// `generate image`: one generation from start to end.
class GenerateCommand : public Command
{
    Q_OBJECT
public:
    GenerateCommand(CommandContext &context, GenerateOptions options);
    ~GenerateCommand() override;
    void start() override;
    void interrupt(int signalNumber) override;

private:
    [[nodiscard]] Result<> prepare();
    void check();
    void onChecked(const Result<CheckedRequest> &checked);
    void run();
    void onSaved(int number, const QString &path);
    void onFinished(const RunResult &result);
    void endInterrupted(const HistoryEntry &entry);
    void endWithout(Error error, const HistoryEntry &entry);
    void addPictures(Error &error, const HistoryEntry &entry) const;
    void endSuccessfully(const RunResult &result);
    void tellRest(const QList<Error> &errors) const;
    [[nodiscard]] bool mayBeFetchedLater(const RunResult &result) const;
    void onPatienceOver();
    void leave();
    [[nodiscard]] bool namesFromRoot() const;

    GenerateOptions m_options;
    RunOrder m_order;
    struct Parts;
    std::unique_ptr<Parts> m_parts;
    QTimer m_farewell;
    QElapsedTimer m_sinceSignal;
    QList<Error> m_told; ///< while the run went on
    QList<Error> m_untold; ///< since progress was silent then, or went to programs
    int m_signal = 0;
};
